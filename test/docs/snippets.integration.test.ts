import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { root, runCommand } from '../support/runCommand.js';
import { readCodeBlocks } from './codeBlocks.js';
import { listDocuments } from './documents.js';

/** Below the root, where TypeScript finds the packages that the code imports. */
const folder = join(root, '.cache/snippets');

/** What the documents leave to their readers. A block that declares or imports one of these does without it. */
const GIVEN: Record<string, string> = {
  app: 'declare const app: { all(path: string, handler: (context: { req: { raw: Request } }) => Promise<Response>): void; use(path: string, handler: (request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void): void };',
  isSignedIn: 'declare function isSignedIn(request: Request): Promise<boolean>;',
  instanceId: 'declare const instanceId: string;',
  accessToken: 'declare const accessToken: string;',
  chatId: 'declare const chatId: string;',
  name: 'declare const name: string;',
  storage: "declare const storage: import('chat-avatar-server').StorageAdapter;",
  signal: 'declare const signal: AbortSignal;',
  source:
    "declare const source: import('chat-avatar').PictureSource & import('chat-avatar/wawp').WawpClient;",
  queryClient: "declare const queryClient: import('@tanstack/react-query').QueryClient;",
  gateway: "declare const gateway: import('chat-avatar-server').PictureGateway;",
  test: "import { expect, test } from 'vitest';",
  vi: "import { vi } from 'vitest';",
  createServer: "import { createServer } from 'node:http';",
};

const OURS: Record<string, string[]> = {
  'chat-avatar': [
    'ChatAvatar',
    'ChatPictureProvider',
    'useChatPicture',
    'chatPictureOptions',
    'describeChatPicture',
  ],
  'chat-avatar-server': ['createPictureGateway', 'toNodeHandler', 'openStore'],
  'chat-avatar/wawp': ['createWawpClient'],
  '@tanstack/react-query': ['useSuspenseQuery'],
};

const uses = (code: string, name: string) => new RegExp(`(?<![.\\w'"-])${name}\\b(?!\\s*:)`).test(code);
const declares = (code: string, name: string) =>
  new RegExp(
    `\\b(const|let|function|class) ${name}\\b|^import [^;]*\\b${name}\\b|[{,] *${name}\\b[^=;]*\\} *(=|:)`,
    'm',
  ).test(code);

/** The block as a module of its own, with what it takes for granted. */
function toModule(code: string): string {
  const given = Object.entries(GIVEN).filter(([name]) => uses(code, name) && !declares(code, name));
  const imports = Object.entries(OURS).flatMap(([from, names]) => {
    const used = names.filter((name) => uses(code, name) && !declares(code, name));
    return used.length > 0 ? [`import { ${used.join(', ')} } from '${from}';`] : [];
  });
  return [...imports, ...given.map(([, text]) => text), 'export {};', code].join('\n');
}

afterAll(() => rm(folder, { recursive: true, force: true }));

it('the TypeScript in the documents compiles against the public types', async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // The records of API Extractor have declarations in their blocks.
  const documents = listDocuments().filter((path) => !path.startsWith('api/'));
  const blocks = documents.flatMap((path) =>
    readCodeBlocks(join(root, path))
      .filter(({ language }) => /^tsx?$/.test(language))
      .map(({ code }, index) => ({ name: `${path.replaceAll(/\W/g, '-')}-${index + 1}.tsx`, code })),
  );
  expect(blocks.length).toBeGreaterThan(12);
  for (const { name, code } of blocks) await writeFile(join(folder, name), toModule(code));
  const { compilerOptions } = JSON.parse(await readFile(join(root, 'tsconfig.json'), 'utf8'));
  const own = { noUnusedLocals: false, noUnusedParameters: false, types: ['node', 'vite/client'] };
  const paths = Object.fromEntries(
    Object.entries<string[]>(compilerOptions.paths).map(([name, [file = '']]) => [name, [join(root, file)]]),
  );
  const project = join(folder, 'tsconfig.json');
  await writeFile(
    project,
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...own, paths }, include: ['*.tsx'] }),
  );
  const { output } = await runCommand('tsc', ['--project', project, '--pretty', 'false']);
  expect(output.trim()).toBe('');
});
