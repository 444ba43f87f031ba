import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { readmeSnippet } from '../../support/readmeSnippet.js';
import { runCommand } from '../../support/runCommand.js';
import { installTestRunners } from '../support/installDependencies.js';

const folder = join(inject('tools'), 'unit');
const modules = join(folder, 'node_modules');

/** Needs no emulator, and none of the globals that it takes. */
const WITH_A_STUB = `
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';

const source = { id: 'stub', getChatPicture: async () => ({ status: 'none', reason: 'empty' }) };

test('shows initials', async () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>
        <ChatAvatar chatId="201234567890@c.us" name="John Doe" data-testid="avatar" />
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  expect(screen.getByRole('img', { name: 'John Doe' }).textContent).toBe('JD');
  await waitFor(() => expect(screen.getByTestId('avatar').dataset.state).toBe('none'));
});
`;

const WITH_THE_EMULATOR = `
import { createWawpEmulator } from 'chat-avatar/testing';

test('names the environment that it needs', () => {
  expect(() => createWawpEmulator()).toThrow(/testEnvironment: 'jest-fixed-jsdom'/);
});
`;

/** Testing Library gives up after 1 s, which a test beside five browsers on two cores can take. */
const WAIT_LONGER = "require('@testing-library/dom').configure({ asyncUtilTimeout: 15_000 });";
const TEST_TIMEOUT = 60_000; // ms

/** Compiles a test as babel-jest does: to CommonJS, with every import a \`require\`. */
async function writeJestTest(name: string, code: string) {
  const entry = join(folder, `${name}.tsx`);
  await writeFile(entry, code);
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: join(folder, 'jest'),
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: `${name}.test.js` } },
    },
  });
}

async function jest(test: string, testEnvironment: string) {
  const config = JSON.stringify({
    rootDir: folder,
    testEnvironment,
    testMatch: [`**/jest/${test}.test.js`],
    setupFilesAfterEnv: ['<rootDir>/waitLonger.cjs'],
    testTimeout: TEST_TIMEOUT,
  });
  return runCommand(process.execPath, [join(modules, 'jest/bin/jest.js'), '--config', config, '--runInBand']);
}

async function vitest(test: string, environment: string) {
  const flags = ['--root', folder, '--config', join(folder, `${environment}.config.mjs`), `${test}.test.tsx`];
  return runCommand(process.execPath, [join(modules, 'vitest/vitest.mjs'), 'run', ...flags]);
}

const passes = { ok: true, output: expect.stringMatching(/[1-9] passed/) };

beforeAll(async () => {
  const installed = await installTestRunners();
  await mkdir(modules, { recursive: true });
  const packages = (await readdir(installed)).filter((name) => !name.startsWith('.'));
  await Promise.all(packages.map((name) => symlink(join(installed, name), join(modules, name))));
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await writeFile(join(folder, 'waitLonger.cjs'), WAIT_LONGER);
  await writeFile(join(folder, 'setUpHappyDom.ts'), await readmeSnippet('- **happy-dom**'));
  for (const [environment, ofEnvironment] of Object.entries({
    jsdom: [],
    'happy-dom': ['./setUpHappyDom.ts'],
  })) {
    const setupFiles = ['./waitLonger.cjs', ...ofEnvironment];
    const config = JSON.stringify({
      test: { environment, globals: true, setupFiles, testTimeout: TEST_TIMEOUT },
    });
    await writeFile(join(folder, `${environment}.config.mjs`), `export default ${config};`);
  }
  for (const [name, code] of [
    ['readme', await readmeSnippet('## Testing your app')],
    ['stub', WITH_A_STUB],
    ['emulator', WITH_THE_EMULATOR],
  ] as const) {
    await writeFile(join(folder, `${name}.test.tsx`), code);
    await writeJestTest(name, code);
  }
});

describe("the README's test, word for word", () => {
  it.each(['jsdom', 'happy-dom'])('passes in Vitest with %s', async (environment) => {
    expect(await vitest('readme', environment)).toMatchObject(passes);
  });

  it('passes in Jest with jest-fixed-jsdom, without transformIgnorePatterns', async () => {
    expect(await jest('readme', 'jest-fixed-jsdom')).toMatchObject(passes);
  });
});

describe('a test with a source of its own', () => {
  it.each(['jsdom', 'happy-dom'])('passes in Vitest with %s', async (environment) => {
    expect(await vitest('stub', environment)).toMatchObject(passes);
  });

  it('passes in Jest with its plain jsdom environment', async () => {
    expect(await jest('stub', 'jsdom')).toMatchObject(passes);
  });
});

describe('the emulator in Jest with its plain jsdom environment', () => {
  it('throws an error that names the environment it needs', async () => {
    expect(await jest('emulator', 'jsdom')).toMatchObject(passes);
  });
});
