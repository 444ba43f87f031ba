import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { readmeSnippet } from '../support/readmeSnippet.js';
import { runCommand } from '../support/runCommand.js';
import { consumer } from './consumer.js';

describe('the README, in a project where the tarball is installed', () => {
  it('shows an avatar with its lines for the browser, word for word', async () => {
    const folder = join(consumer, 'readme');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'App.tsx'), await readmeSnippet('In the browser:'));
    await build({
      configFile: false,
      root: folder,
      logLevel: 'error',
      build: { ssr: join(folder, 'App.tsx'), outDir: join(folder, 'dist') },
    });
    const { App } = await import(pathToFileURL(join(folder, 'dist/App.js')).href);
    const theirs = createRequire(join(consumer, 'package.json'));
    const html = theirs('react-dom/server').renderToString(theirs('react').createElement(App));
    expect(html).toMatch(/data-chat-avatar="[^"]*"[^>]*data-state="pending"/);
    expect(html).toContain('aria-label="John Doe"');
    expect(html).toContain('>JD<');
  });

  it('has a server that starts with its lines for the server, word for word', async () => {
    const code = await readmeSnippet('On the server, where the token lives:');
    const file = join(consumer, 'readme-server.mjs');
    const given =
      'const isSignedIn = () => true; const routes = []; const app = { all: (...route) => routes.push(route) };\n';
    const asked =
      "\nconst answer = await routes[0][1]({ req: { raw: new Request('http://x/api/chat-pictures/pictures') } });\nconsole.log(answer.status, (await answer.json()).code);";
    await writeFile(file, given + code + asked);
    const env = { WAWP_INSTANCE_ID: '1', WAWP_ACCESS_TOKEN: 'secret' };
    const { ok, output } = await runCommand(process.execPath, [file], { env });
    expect(output.trim()).toBe('400 bad-request');
    expect(ok).toBe(true);
  });

  it('has a source for servers with the answers of the browser, word for word', async () => {
    const file = join(consumer, 'readme-prefetch.mjs');
    const before = `
      import { QueryClient } from '@tanstack/react-query';
      import { chatPictureOptions } from 'chat-avatar';
      import { createWawpEmulator } from 'chat-avatar/testing';
      import { createPictureGateway, createWawpClient } from 'chat-avatar-server';
      const { fetch } = createWawpEmulator();
      const gateway = createPictureGateway({
        source: createWawpClient({ instanceId: '1', accessToken: 'secret', fetch }),
        fetchImage: fetch,
        basePath: '/api/chat-pictures',
        authorize: () => true,
      });`;
    const after = `
      const queryClient = new QueryClient();
      const { queryKey } = chatPictureOptions(source, '201234567890@c.us');
      await queryClient.prefetchQuery(chatPictureOptions(source, '201234567890@c.us'));
      const browser = createGatewaySource({ baseUrl: '/api/chat-pictures' });
      console.log(JSON.stringify({
        url: queryClient.getQueryData(queryKey)?.url,
        isSameKey: JSON.stringify(queryKey) === JSON.stringify(chatPictureOptions(browser, '201234567890@c.us').queryKey),
      }));
      process.exit();`;
    await writeFile(file, before + (await readmeSnippet('A server has no page')) + after);
    const { output } = await runCommand(process.execPath, [file]);
    expect(JSON.parse(output)).toEqual({
      url: expect.stringMatching(/^\/api\/chat-pictures\/images\/[0-9a-f]{64}\?/),
      isSameKey: true,
    });
  });
});
