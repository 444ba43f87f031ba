import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWawpClient } from 'chat-avatar/wawp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type CliRun, runCli, runCliIn } from './runCli.js';

let running: CliRun | undefined;

afterEach(async () => {
  vi.unstubAllEnvs();
  if (running?.process.exitCode === null) running.process.kill('SIGKILL');
  await running?.ended;
  running = undefined;
});

function start(...args: string[]): CliRun {
  running = runCli(...args);
  return running;
}

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

describe('chat-avatar-server emulate', () => {
  it('serves conversations and downloadable pictures until SIGTERM', async () => {
    const cli = start('emulate', '--port', '0', '--chats', '12');
    const [baseUrl] = await cli.printed(ADDRESS);
    const client = createWawpClient({ instanceId: 'local', accessToken: 'local', baseUrl });
    const chats = await client.getChatsOverview();
    expect(chats).toHaveLength(12);
    const picture = await client.getChatPicture(chats[0]?.chatId ?? '');
    const url = picture.status === 'available' ? picture.url : '';
    expect(url.startsWith(`${baseUrl}/v/`)).toBe(true);
    const image = await fetch(url);
    expect(image.headers.get('content-type')).toBe('image/png');
    expect((await image.arrayBuffer()).byteLength).toBe(Number(image.headers.get('content-length')));
    cli.process.kill('SIGTERM');
    expect(await cli.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('exits on Ctrl+C while a request is hanging', async () => {
    const cli = start('emulate', '--port', '0');
    const [baseUrl] = await cli.printed(ADDRESS);
    const query = 'instance_id=a&access_token=b';
    const overview = await fetch(`${baseUrl}/v2/chats/overview?${query}`);
    const chats: { id: string; name: string }[] = await overview.json();
    const hanging = chats.find(({ name }) => name === 'Hank Hanging')?.id ?? '';
    const controller = new AbortController();
    const picture = (signal?: AbortSignal) =>
      fetch(`${baseUrl}/v2/chats/picture?${query}&chatId=${hanging}`, { signal: signal ?? null });
    const given = picture(controller.signal).catch((error: Error) => error.name);
    controller.abort();
    expect(await given).toBe('AbortError');
    const left = picture().then(String, () => 'cut');
    // After one more round trip, the request has arrived.
    await fetch(`${baseUrl}/v2/session/info?${query}`);
    cli.process.kill('SIGINT');
    expect(await cli.ended).toMatchObject({ code: 0, stderr: '' });
    expect(await left).toBe('cut');
  });

  it('prints command lines of serve and enrich that work as they are', async () => {
    const emulate = start('emulate', '--port', '0', '--chats', '12');
    const [serveLine = ''] = await emulate.printed(/npx chat-avatar-server serve .*/);
    const [enrichLine = ''] = await emulate.printed(/npx chat-avatar-server enrich .*/);
    await emulate.printed(/Ctrl\+C/);
    const folder = await mkdtemp(join(tmpdir(), 'emulate-'));
    // A real account in the environment must not reach the emulator.
    vi.stubEnv('WAWP_ACCESS_TOKEN', 'real-token-of-the-account');
    vi.stubEnv('WAWP_BASE_URL', 'http://127.0.0.1:1');
    const run = (line: string, ...more: string[]) =>
      runCli(...line.split(' ').slice(2), '--store', folder, ...more);

    const enrich = await run(enrichLine, '--json').ended;
    expect(enrich).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(enrich.stdout)).toMatchObject({ counts: { failed: 0 } });

    const serve = run(serveLine, '--port', '0');
    const [gateway] = await serve.printed(ADDRESS);
    const [baseUrl] = ADDRESS.exec(serveLine) ?? [];
    const client = createWawpClient({ instanceId: 'local', accessToken: 'local', baseUrl });
    for (const { chatId } of await client.getChatsOverview()) {
      const expected = await client.getChatPicture(chatId);
      const response = await fetch(`${gateway}/pictures?chatId=${chatId}`, {
        headers: { accept: 'application/json' },
      });
      const { pictures } = await response.json();
      expect(pictures[0].picture.status).toBe(expected.status);
      if (expected.status !== 'available') continue;
      const image = await fetch(new URL(pictures[0].picture.url, gateway));
      expect(image.headers.get('content-type')).toMatch(/^image\//);
    }
    serve.process.kill('SIGTERM');
    expect((await serve.ended).code).toBe(0);
    await rm(folder, { recursive: true });
  });

  it('enrich names --emulator if WAWP_BASE_URL alone leads to an emulator', async () => {
    const emulate = start('emulate', '--port', '0', '--chats', '4');
    const [baseUrl = ''] = await emulate.printed(ADDRESS);
    const folder = await mkdtemp(join(tmpdir(), 'emulate-'));
    const account = { WAWP_BASE_URL: baseUrl, WAWP_INSTANCE_ID: 'local', WAWP_ACCESS_TOKEN: 'local' };
    const { code, stdout, stderr } = await runCliIn(account, 'enrich', '--store', folder).ended;
    expect([code, stderr]).toEqual([2, '']);
    expect(stdout).toMatch(/scheme http:.*--emulator or --dangerously-allow-private-addresses/);
    await rm(folder, { recursive: true });
  });

  it('exits with a message if the port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await start('emulate', '--port', String(port)).ended;
    other.close();
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or choose another port with --port (0 chooses a free one).\n`,
    );
  });

  it.each([
    [['emulate', '--port', 'many'], /whole number from 0 to 65535/],
    [['emulate', '--port', '70000'], /whole number from 0 to 65535/],
    [['emulate', '--chats', '-3'], /whole number from 0 to 100000/],
    [['emulate', '--delay', '1.5'], /whole number/],
    [['emulate', '--nonsense'], /unknown option '--nonsense'/],
    [['emulate', '--host', '203.0.113.7', '--port', '0'], /203\.0\.113\.7 is not an address of this machine/],
    [['serve', '--emulator', 'localhost'], /http:\/\/127\.0\.0\.1:4010/],
    [['enrich', '--emulator', 'http://127.0.0.1:4010/v2'], /http:\/\/127\.0\.0\.1:4010/],
    [['emulait'], /unknown command 'emulait'[\s\S]*emulate/],
  ])('rejects %j with a message', async (args, message) => {
    const { code, stdout, stderr } = await start(...args).ended;
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('--help lists the commands and their options', async () => {
    const help = await start('--help').ended;
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toMatch(/^Usage: chat-avatar-server /);
    expect(help.stdout).toMatch(/\n {2}emulate /);
    expect((await start('emulate', '--help').ended).stdout).toContain('--chats <number>');
    expect((await start('serve', '--help').ended).stdout).toContain('SIGTERM, SIGINT or SIGHUP');
    expect((await start('enrich', '--help').ended).stdout).toContain('SIGINT, SIGTERM or SIGHUP');
  });
});
