import { moduleEntries, packageFolders } from './build/entries.js';

const [root, server] = packageFolders;

/** The source files that a package's build starts from, relative to the package. */
const entriesOf = (folder) =>
  Object.values(moduleEntries(folder)).map((file) => file.slice(folder.length + 1));

export default {
  workspaces: {
    '.': {
      entry: [
        ...entriesOf(root),
        'build/searchPalette.js',
        'test/consumers/types/*.{ts,tsx}',
        'test/consumers/pages/**/*.tsx',
        'test/package/types/publicSurface.tsx',
        'test/package/types/undefinedProps.tsx',
        'test/pages/*/{main,server,Providers}.tsx',
        'examples/agent-dashboard/{start.js,vite.config.ts,src/main.tsx}',
        'stories/**/*.stories.{ts,tsx}',
      ],
      project: [
        '{build,src,test,stories,examples,.storybook}/**/*.{js,ts,tsx,mdx}',
        '!test/consumers/apps/**',
      ],
      // Programs that checks start, and workspaces, which npm links into node_modules.
      ignoreDependencies: [
        '@arethetypeswrong/cli',
        'publint',
        'next',
        'chat-avatar-server',
        'chat-avatar-example-faces',
      ],
      // Of the operating system.
      ignoreBinaries: ['unshare'],
    },
    server: {
      entry: [...entriesOf(server), 'test/**/*.test.ts', 'test/**/*Process.ts', 'test/**/*.js'],
      project: ['{src,test}/**/*.{js,ts}'],
      // Of the operating system.
      ignoreBinaries: ['mkfifo', 'unshare'],
      // Optional peers, imported by name when a bucket needs them.
      ignoreDependencies: ['@aws-sdk/credential-provider-node', 'google-auth-library'],
    },
    'examples/faces': {
      entry: ['src/index.ts'],
    },
    'test/react-18': {
      entry: ['*.ts'],
    },
  },
  ignoreExportsUsedInFile: {
    interface: true,
    type: true,
  },
};
