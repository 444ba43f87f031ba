import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { consumer, library, server } from './consumer.js';

const execute = promisify(execFile);

/** Plain Node, in the user's project: no bundler and no aliases. */
async function inNode(script: string) {
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await execute(process.execPath, args, { cwd: consumer });
  return JSON.parse(stdout);
}

const namesOf = (name: string) =>
  `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(name)})).sort()));`;

describe.each([library, server])('the installed package $name', (installed) => {
  it.each(installed.moduleEntries)(
    'imports %s in plain Node, with the exports that are on record',
    async (entry) => {
      const names: string[] = await inNode(namesOf(installed.publicName(entry)));
      const record = `exports/${installed.name}/${entry.replace(/^\.\/?/, '') || 'index'}.txt`;
      await expect(`${names.join('\n')}\n`).toMatchFileSnapshot(record);
    },
  );

  it.each(installed.moduleEntries)('has declarations for %s', (entry) => {
    expect(readFileSync(installed.entryFile(entry).replace(/\.js$/, '.d.ts'), 'utf8')).toMatch(/export/);
  });

  it.each(['dist/index.js', 'src/index.ts'])('exports nothing but its entries: not %s', async (path) => {
    await expect(inNode(`await import('${installed.name}/${path}');`)).rejects.toThrow(
      /ERR_PACKAGE_PATH_NOT_EXPORTED/,
    );
  });

  it.each(installed.moduleEntries)('gives %s to require with the same exports', async (entry) => {
    const name = JSON.stringify(installed.publicName(entry));
    const names = await inNode(`
      const { createRequire } = await import('node:module');
      const required = createRequire(process.cwd() + '/own.js')(${name});
      const imported = await import(${name});
      console.log(JSON.stringify([Object.keys(required), Object.keys(imported)].map((keys) => keys.sort())));
    `);
    expect(names[0]).toContain(names[1][0]);
    expect(names[0].filter((key: string) => key !== '__esModule')).toEqual(names[1]);
  });
});

describe('the installed package chat-avatar', () => {
  it('resolves the stylesheet and the manifest', async () => {
    const urls: string[] = await inNode(
      "console.log(JSON.stringify(['chat-avatar/styles.css', 'chat-avatar/package.json'].map(import.meta.resolve)));",
    );
    for (const url of urls) expect(existsSync(new URL(url)), url).toBe(true);
    expect(readFileSync(library.entryFile('./styles.css'), 'utf8')).toContain('[data-chat-avatar]');
  });

  it('depends on clsx alone, so that an avatar installs two packages', () => {
    expect(Object.keys(library.manifest.dependencies)).toEqual(['clsx']);
  });
});

/** Node as it is where these packages are not installed. */
const WITHOUT_OPTIONAL_PARTS = `
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(\`
    export async function resolve(specifier, context, next) {
      if (/^(sharp|ioredis|aws4fetch)$/.test(specifier)) throw new Error('Cannot find package ' + specifier);
      return next(specifier, context);
    }
  \`));
`;

describe('the installed package chat-avatar-server', () => {
  it('starts and answers JSON without sharp, ioredis and aws4fetch, and names each where it is needed', async () => {
    const answers = await inNode(`${WITHOUT_OPTIONAL_PARTS}
      const { createPictureGateway, openStore } = await import('chat-avatar-server');
      await import('chat-avatar-server/enricher');
      process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = 'any';
      const url = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
      const picture = (chatId) => chatId.startsWith('1') ? { status: 'restricted' } : { status: 'available', url };
      const source = { id: 'own', getChatPicture: async (chatId) => picture(chatId) };
      const gateway = createPictureGateway({ source, authorize: () => true });
      const request = new Request('http://x/pictures?chatId=12345@c.us&chatId=23456@c.us');
      const { pictures } = await (await gateway.fetch(request)).json();
      const reason = (place) => openStore(place).then(() => 'opened', (error) => error.message);
      console.log(JSON.stringify([
        pictures[0].picture.status, pictures[1].error.detail, await reason('redis://host'), await reason('s3://bucket'),
      ]));`);
    expect(answers).toEqual([
      'restricted',
      expect.stringMatching(/npm install .* sharp$/),
      expect.stringContaining('npm install ioredis@5'),
      expect.stringContaining('npm install aws4fetch'),
    ]);
  });

  it('runs npx chat-avatar-server --help', async () => {
    const args = ['--no-install', 'chat-avatar-server', '--help'];
    const { stdout } = await execute('npx', args, { cwd: consumer });
    expect(stdout).toContain('Usage: chat-avatar-server');
  });
});
