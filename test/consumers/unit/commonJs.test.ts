import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, inject, it } from 'vitest';

const execute = promisify(execFile);
const folder = join(inject('tools'), 'commonjs');

/** Runs a CommonJS program in Node, and reads the JSON that it prints. */
async function run(name: string, code: string) {
  const file = join(folder, `${name}.cjs`);
  await writeFile(file, code);
  const { stdout, stderr } = await execute(process.execPath, [file]);
  expect(stderr.replace(/.*ExperimentalWarning.*\n.*--trace-warnings.*\n/, '')).toBe('');
  return JSON.parse(stdout);
}

beforeAll(async () => {
  await mkdir(folder);
  // Without a manifest the program would belong to the repository, and get its `dist`.
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
});

describe('a CommonJS server', () => {
  it('renders an avatar to a string', async () => {
    const html = await run(
      'render',
      `
const { QueryClient, QueryClientProvider } = require('@tanstack/react-query');
const { ChatAvatar, ChatPictureProvider, createGatewaySource } = require('chat-avatar');
const { createElement } = require('react');
const { renderToString } = require('react-dom/server');

const source = createGatewaySource({ baseUrl: 'https://example.com/api/chat-pictures' });
const avatar = createElement(ChatAvatar, { chatId: '201234567890@c.us', name: 'John Doe' });
const provider = createElement(ChatPictureProvider, { source }, avatar);
const app = createElement(QueryClientProvider, { client: new QueryClient() }, provider);
console.log(JSON.stringify(renderToString(app)));
`,
    );
    expect(html).toMatch(/data-chat-avatar="[^"]*"[^>]*data-state="pending"/);
    expect(html).toContain('aria-label="John Doe"');
    expect(html).toContain('>JD<');
  });

  it('recognises an error that a source of ES modules throws', async () => {
    const error = await run(
      'error',
      `
const { QueryClient } = require('@tanstack/react-query');
const { ChatPictureError, chatPictureOptions } = require('chat-avatar');

async function main() {
  const modules = await import('chat-avatar/wawp');
  const thrown = new modules.ChatPictureError('rate-limited', 'Wait.', { retryAfterMs: 1000 });
  const source = { id: 'modules', getChatPicture: async () => { throw thrown; } };
  const query = { ...chatPictureOptions(source, '201234567890@c.us'), retry: false };
  const error = await new QueryClient().fetchQuery(query).catch((reason) => reason);
  return { code: error.code, isOurs: error instanceof ChatPictureError, copies: modules.ChatPictureError !== ChatPictureError };
}

main().then((result) => console.log(JSON.stringify(result)));
`,
    );
    expect(error).toEqual({ code: 'rate-limited', isOurs: true, copies: true });
  });
});
