import { request as httpRequest } from 'node:http';
import { createGatewaySource } from 'chat-avatar';
import { describe, expect, it } from 'vitest';
import { LOCAL, prepareServe, started, startSlowWawp, stopped, TOKEN } from './serve.fixture.js';

const SECRET = 'a-secret-for-callers';

const fixture = prepareServe();
const { account, run } = fixture;

describe('chat-avatar-server serve', () => {
  it('serves pictures, health checks and metrics until SIGTERM', async () => {
    const cli = run(account(), '--base-path', '/api/faces', '--log-level', 'debug', ...LOCAL);
    const baseUrl = await started(cli);
    const { origin } = new URL(baseUrl);
    const source = createGatewaySource({ baseUrl });
    const pictures = await Promise.all(
      fixture.emulator.chats.map(({ id }) => source.getChatPicture(id).catch(() => undefined)),
    );
    const shown = pictures.flatMap((picture) => (picture?.status === 'available' ? [picture] : []));
    expect(shown.length).toBeGreaterThan(0);
    const image = await fetch(shown[0]?.url ?? '', { headers: { accept: 'image/webp' } });
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/webp']);

    expect(await (await fetch(`${origin}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ status: 'ready', store: 'ok' });
    const metrics = await (await fetch(`${origin}/metrics`)).text();
    expect(metrics).toMatch(
      /chat_avatar_source_duration_seconds_count\{outcome="available",refresh="false"\} [1-9]/,
    );
    expect(metrics).toMatch(/chat_avatar_request_duration_seconds_count\{route="images",status="200"\} 1/);

    cli.process.kill('SIGTERM');
    const { code, stdout, stderr } = await cli.ended;
    expect(code).toBe(0);
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'request', route: 'images', status: 200 }));
    expect(lines.at(-1)).toMatchObject({ msg: 'stopping' });
    expect(stdout + stderr + metrics).not.toContain(TOKEN);
    expect(stdout + stderr + metrics).not.toMatch(/sig=|@c\.us|@g\.us/);
  });

  it('refuses to listen on another host without CHAT_AVATAR_SECRET', async () => {
    const { code, stdout, stderr } = await run(account(), '--host', '0.0.0.0').ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/CHAT_AVATAR_SECRET/);
  });

  it.each([
    ['CHAT_AVATAR_SECRET', 'my secret for the callers', /do not transmit unchanged/],
    ['CHAT_AVATAR_SECRET', 'pässwörd-of-callers', /do not transmit unchanged/],
    ['CHAT_AVATAR_SECRET', '15-characters..', /has 15 characters.*at least 16/],
    ['CHAT_AVATAR_METRICS_SECRET', 'short', /has 5 characters.*at least 16/],
    [
      'CHAT_AVATAR_SECRET',
      '"a-secret-for-callers"',
      /: the value begins and ends with a quote.*Remove the quotes/,
    ],
    ['WAWP_ACCESS_TOKEN', `'${TOKEN}'`, /: the value begins and ends with a quote.*Remove the quotes/],
    ['WAWP_INSTANCE_ID', '"1"', /: the value begins and ends with a quote.*Remove the quotes/],
    ['CHAT_AVATAR_SIGNING_SECRET', 'short', /has 5 characters.*at least 16/],
  ])('refuses %s %j', async (name, secret, reason) => {
    const { code, stderr } = await run({ ...account(), [name]: secret }).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${name}:? `));
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain(secret);
  });

  it.each([
    [
      'CHAT_AVATAR_SECRET',
      '',
      /^CHAT_AVATAR_SECRET is set, but empty\. .*To do without it, remove the variable/,
    ],
    [
      'CHAT_AVATAR_SECRET_FILE',
      '',
      /^CHAT_AVATAR_SECRET_FILE is set, but empty\. Set it to the path of a file .*To do without it, remove the variable/,
    ],
    [
      'CHAT_AVATAR_SECRET_FILE',
      '/dev/null',
      /^CHAT_AVATAR_SECRET_FILE names the file \/dev\/null, which is empty/,
    ],
  ])('does not start open to all callers with an empty secret: %s=%s', async (name, value, reason) => {
    const { code, stdout, stderr } = await run({ ...account(), [name]: value }).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(reason);
  });

  it.each([
    [
      '--public-origin',
      'ftp://inbox.example.com',
      /'--public-origin <origin>' .* Use scheme and host only, such as https/,
    ],
    ['--host', '', /'--host <address>' .* Use 127\.0\.0\.1/],
    ['--namespace', '', /'--namespace <name>' .* Use a name/],
  ])('names the option of an invalid value: %s %j', async (option, value, reason) => {
    const { code, stderr } = await run(account(), option, value).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(reason);
  });

  it('answers a batch of 3,000 ids with 400 and a problem document', async () => {
    const origin = await started(run(account(), ...LOCAL));
    const ids = Array.from({ length: 3_000 }, (_, i) => `chatId=${20_100_000_000 + i}@c.us`);
    const response = await fetch(`${origin}/pictures?${ids.join('&')}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'bad-request' });
  });

  it('graceful shutdown: on SIGTERM, open requests are answered completely', async () => {
    const { wawp, release } = await startSlowWawp();
    const cli = run({ ...account(), WAWP_BASE_URL: wawp.origin }, ...LOCAL);
    const source = createGatewaySource({ baseUrl: await started(cli) });
    const asked = ['1', '2', '3'].map((n) => source.getChatPicture(`20123456789${n}@c.us`));
    const alone = createGatewaySource({ baseUrl: await started(cli) }).getChatPicture('201234567894@c.us');
    await expect.poll(() => wawp.requests).toHaveLength(4);
    cli.process.kill('SIGTERM');
    await expect.poll(() => cli.output()).toContain('stopping');
    release.resolve();
    const answers = await Promise.all([...asked, alone]);
    expect(answers.every(({ status }) => status === 'none')).toBe(true);
    expect((await cli.ended).code).toBe(0);
    await wawp.close();
  });

  it('with a secret, answers 403 to requests without it', async () => {
    const cli = run({ ...account(), CHAT_AVATAR_SECRET: SECRET }, '--host', '0.0.0.0', ...LOCAL);
    const origin = await started(cli);
    const url = `${origin}/pictures?chatId=${fixture.emulator.chats[0]?.id}`;
    const ask = async (headers: Record<string, string>) => (await fetch(url, { headers })).status;
    expect(await ask({})).toBe(403);
    expect(await ask({ authorization: 'Bearer wrong' })).toBe(403);
    expect(await ask({ authorization: `Basic ${SECRET}` })).toBe(403);
    expect(await ask({ authorization: `Bearer ${SECRET}` })).toBe(200);
    expect(await ask({ cookie: `a=b; chat-avatar-secret=${SECRET}` })).toBe(200);
    expect((await fetch(`${origin}/metrics`)).status).toBe(403);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    expect(await stopped(cli)).not.toContain(SECRET);
  });

  it('without a secret, answers 403 to a foreign Host (DNS rebinding)', async () => {
    const cli = run(account());
    const { hostname, port } = new URL(await started(cli));
    const path = `/pictures?chatId=${fixture.emulator.chats[0]?.id}`;
    const status = await new Promise((fulfil, reject) => {
      httpRequest({ hostname, port, path, headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        fulfil(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it.each([
    [['--base-path', 'api'], {}, /--base-path is the path/],
    [['--image-host', '*'], {}, /is not a valid image host/],
    [['--allow-origin', 'https://a.example/path'], {}, /scheme and host only/],
    [['--log-level', 'loud'], {}, /Allowed choices/],
    [[], { WAWP_ACCESS_TOKEN: '' }, /WAWP_ACCESS_TOKEN is not set/],
  ])('rejects invalid options with a message: %o %o', async (args, environment, sentence) => {
    const { code, stderr } = await run({ ...account(), ...environment }, ...args).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
