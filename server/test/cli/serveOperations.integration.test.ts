import { Agent, get, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { createGatewaySource } from 'chat-avatar';
import { describe, expect, it, vi } from 'vitest';
import { EVENTUALLY } from '../../../test/support/eventually.js';
import { freePort, type RedisServer, startRedis } from '../../../test/support/redis.js';
import { LOCAL, prepareServe, started, stopped } from './serve.fixture.js';

const fixture = prepareServe();
const { account, run } = fixture;
const SECRET = 'a-secret-for-callers';

const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });

/** One request with any `Host`, on a connection of its own or on that of the agent. */
function requestOf(origin: string, path: string, headers: Record<string, string>, agent?: Agent) {
  const { hostname, port } = new URL(origin);
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; text: string }>(
    (resolve, reject) => {
      get({ hostname, port, path, headers, agent: agent ?? false }, async (response) => {
        const chunks = await response.setEncoding('utf8').toArray();
        resolve({ status: response.statusCode, headers: response.headers, text: chunks.join('') });
      }).on('error', reject);
    },
  );
}

describe('chat-avatar-server serve behind a proxy', () => {
  const picture = () => `/pictures?chatId=${fixture.emulator.chats[0]?.id}`;

  it('refuses a foreign Host, and logs each host once with the option to set', async () => {
    const cli = run(account(), ...LOCAL);
    const origin = await started(cli);
    for (const host of ['inbox.example', 'inbox.example', 'other.example']) {
      expect((await requestOf(origin, picture(), { host })).status).toBe(403);
    }
    const lines = (await stopped(cli)).split('\n').filter((line) => line.includes('--public-origin'));
    expect(lines.map((line) => JSON.parse(line).host)).toEqual(['inbox.example', 'other.example']);
  });

  it('allows the host and the pages of --public-origin', async () => {
    const cli = run(account(), '--public-origin', 'https://inbox.example', ...LOCAL);
    const origin = await started(cli);
    expect((await requestOf(origin, picture(), { host: 'inbox.example' })).status).toBe(200);
    const page = { host: '127.0.0.1:4000', origin: 'https://inbox.example' };
    expect((await requestOf(origin, picture(), page)).status).toBe(200);
    expect((await requestOf(origin, picture(), { host: 'evil.example' })).status).toBe(403);
  });

  it('takes the host from X-Forwarded-Host with --trust-proxy only', async () => {
    const headers = {
      authorization: `Bearer ${SECRET}`,
      origin: 'https://inbox.example',
      'x-forwarded-host': 'evil.example, inbox.example',
      'x-forwarded-proto': 'https',
    };
    const secret = { ...account(), CHAT_AVATAR_SECRET: SECRET };
    const trusting = await started(run(secret, '--trust-proxy', ...LOCAL));
    expect((await requestOf(trusting, picture(), headers)).status).toBe(200);
    const evil = { ...headers, origin: 'https://evil.example' };
    expect((await requestOf(trusting, picture(), evil)).status).toBe(403);
    const suspicious = await started(run(secret, ...LOCAL));
    expect((await requestOf(suspicious, picture(), headers)).status).toBe(403);
  });

  it('refuses an X-Forwarded-Host that is not a host, instead of the host of the connection', async () => {
    const origin = await started(
      run(account(), '--trust-proxy', '--public-origin', 'https://inbox.example', ...LOCAL),
    );
    const statusFor = async (host: string) =>
      (await requestOf(origin, picture(), { 'x-forwarded-host': host })).status;
    expect(await statusFor('inbox.example')).toBe(200);
    for (const host of ['a@inbox.example', 'inbox.example/x', 'inbox.example:99999', 'evil example', '%'])
      expect([host, await statusFor(host)]).toEqual([host, 403]);
  });

  it('refuses a page of another origin without Sec-Fetch-Site, and logs the origin once', async () => {
    const cli = run(account(), ...LOCAL);
    const origin = await started(cli);
    expect((await requestOf(origin, picture(), { referer: `${origin}/inbox` })).status).toBe(200);
    const foreign: Record<string, string>[] = [
      { referer: 'http://evil.example/page' },
      { origin: 'http://evil.example' },
    ];
    for (const headers of foreign) {
      const { status, text } = await requestOf(origin, picture(), headers);
      expect(status).toBe(403);
      expect(JSON.parse(text).detail).toMatch(/a page of http:\/\/evil\.example\..*--allow-origin/);
    }
    const lines = (await stopped(cli)).split('\n').filter((line) => line.includes('origin-refused'));
    expect(lines.map((line) => JSON.parse(line).origin)).toEqual(['http://evil.example']);
  });
});

describe('chat-avatar-server serve, shutdown', () => {
  it('answers /readyz with 503 for --drain-seconds, asks clients to close, and resets no connection', async () => {
    const cli = run(account(), '--drain-seconds', '1', ...LOCAL);
    const origin = await started(cli);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const before = await requestOf(origin, '/readyz', {}, agent);
    expect([before.status, before.headers.connection]).toEqual([200, 'keep-alive']);
    cli.process.kill('SIGTERM');
    await expect.poll(() => cli.output()).toContain('stopping');
    const during = await requestOf(origin, '/readyz', {}, agent);
    expect([during.status, during.headers.connection]).toEqual([503, 'close']);
    expect(JSON.parse(during.text)).toEqual({ status: 'stopping' });
    expect((await requestOf(origin, '/pictures?chatId=201234567890@c.us', {})).status).toBe(200);
    expect((await cli.ended).code).toBe(0);
    await expect(requestOf(origin, '/readyz', {})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    agent.destroy();
  });

  it('keeps idle connections for --keep-alive-seconds, 75 s by default', async () => {
    const keepAlive = async (...args: string[]) => {
      const origin = await started(run(account(), ...args));
      const agent = new Agent({ keepAlive: true });
      const { headers } = await requestOf(origin, '/healthz', {}, agent);
      agent.destroy();
      return headers['keep-alive'];
    };
    expect(await keepAlive()).toMatch(/timeout=75/);
    expect(await keepAlive('--keep-alive-seconds', '650')).toMatch(/timeout=650/);
  });
});

describe('chat-avatar-server serve, store outage', () => {
  it('starts and serves while the store is down, and reports its recovery in /readyz', async () => {
    const port = await freePort();
    const cli = run(account(), '--store', `redis://127.0.0.1:${port}`, ...LOCAL);
    const origin = await started(cli);
    await expect.poll(() => cli.output()).toMatch(/"level":40.*"code":"unreachable".*"msg":"store-failed"/);
    const readiness = async () => (await fetch(`${origin}/readyz`)).json();
    expect(await readiness()).toEqual({ status: 'ready', store: 'down' });

    const source = createGatewaySource({ baseUrl: origin });
    const { id } = fixture.emulator.chats.find(({ scenario }) => scenario === 'picture') ?? { id: '' };
    expect((await source.getChatPicture(id)).status).toBe('available');

    let redis: RedisServer | undefined;
    try {
      redis = await startRedis({ port });
      await vi.waitFor(
        async () => expect(await readiness()).toEqual({ status: 'ready', store: 'ok' }),
        EVENTUALLY,
      );
    } finally {
      await redis?.stop();
    }
  });

  it('exits with 1 if the store refuses the credentials', async () => {
    const redis = await startRedis({ password: 'correct' });
    try {
      const { code, stderr } = await run(
        { ...account(), REDIS_PASSWORD: 'wrong' },
        '--store',
        `redis://127.0.0.1:${redis.port}`,
      ).ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^--store: The Redis of the picture store does not accept the user name or the password/,
      );
      expect(stderr).not.toContain('wrong');
    } finally {
      await redis.stop();
    }
  });
});

describe('/healthz, /readyz and /metrics', () => {
  it('accept GET and HEAD only, send no-store, and answer errors with problem documents', async () => {
    const cli = run({ ...account(), CHAT_AVATAR_SECRET: SECRET });
    const origin = await started(cli);
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      const head = await fetch(origin + path, {
        method: 'HEAD',
        headers: { authorization: `Bearer ${SECRET}` },
      });
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect(head.headers.get('cache-control')).toBe('no-store');
      expect(head.headers.get('x-content-type-options')).toBe('nosniff');
      const post = await fetch(origin + path, { method: 'POST' });
      expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
      expect(await post.json()).toMatchObject({ code: 'method-not-allowed' });
    }
    const metrics = await fetch(`${origin}/metrics`);
    expect([metrics.status, metrics.headers.get('content-type')]).toEqual([403, 'application/problem+json']);
    expect(await metrics.json()).toMatchObject({ code: 'forbidden' });
    expect(await (await fetch(`${origin}/metrics`, bearer(SECRET))).text()).toMatch(
      /^chat_avatar_store_up 1$/m,
    );
    // A property of Object.prototype is not an endpoint.
    expect((await fetch(`${origin}/constructor`)).status).toBe(403);
  });
});

describe('/metrics', () => {
  it('needs CHAT_AVATAR_METRICS_SECRET if set, and starts every counter at 0', async () => {
    const secrets = { CHAT_AVATAR_SECRET: SECRET, CHAT_AVATAR_METRICS_SECRET: 'a-secret-for-prometheus' };
    const origin = await started(run({ ...account(), ...secrets }));
    expect((await fetch(`${origin}/metrics`, bearer(SECRET))).status).toBe(403);
    const metrics = await (
      await fetch(`${origin}/metrics`, bearer(secrets.CHAT_AVATAR_METRICS_SECRET))
    ).text();
    for (const line of [
      'chat_avatar_events_total{type="source-failed"} 0',
      'chat_avatar_events_total{type="origin-refused"} 0',
      'chat_avatar_source_duration_seconds_count{outcome="rate-limited",refresh="false"} 0',
      'chat_avatar_picture_fetch_duration_seconds_count{outcome="stored"} 0',
      'chat_avatar_image_resize_duration_seconds_count{format="avif"} 0',
    ]) {
      expect(metrics.split('\n')).toContain(line);
    }
    const pictures = `${origin}/pictures?chatId=201234567890@c.us`;
    expect((await fetch(pictures, bearer(secrets.CHAT_AVATAR_METRICS_SECRET))).status).toBe(403);
  });
});

describe('a malformed HTTP request', () => {
  /** Sends raw bytes and resolves to the whole response. */
  function send(origin: string, bytes: string): Promise<string> {
    return new Promise((fulfil, reject) => {
      const socket = connect(Number(new URL(origin).port), '127.0.0.1');
      let answer = '';
      socket.setEncoding('utf8').on('data', (text) => {
        answer += text;
      });
      socket.on('error', reject).on('close', () => fulfil(answer));
      socket.write(bytes);
    });
  }

  it('is answered with a problem document', async () => {
    const origin = await started(run(account()));
    const { host } = new URL(origin);
    const close = 'Connection: close\r\n\r\n';
    const refresh = (headers: string) =>
      `POST /pictures/refresh HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n${close}2\r\n{}\r\n0\r\n\r\n`;
    const cases: [string, number, string][] = [
      ['not http\r\n\r\n', 400, 'bad-request'],
      [`GET / HTTP/1.1\r\nHost: a b\r\n${close}`, 400, 'bad-request'],
      [`GET / HTTP/1.1\r\nHost:\r\n${close}`, 400, 'bad-request'],
      [`OPTIONS * HTTP/1.1\r\nHost: localhost\r\n${close}`, 400, 'bad-request'],
      [`GET /\\..\\ HTTP/1.1\r\nHost: localhost\r\n${close}`, 400, 'bad-request'],
      [`GET /?${'x'.repeat(200_000)} HTTP/1.1\r\nHost: localhost\r\n${close}`, 431, 'header-too-large'],
      [`GET /healthz HTTP/1.1\r\n${close}`, 400, 'bad-request'],
      [`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nHost: evil.test\r\n${close}`, 400, 'bad-request'],
      [`GET /healthz HTTP/1.1\r\nHost: evil.test\r\nHost: ${host}\r\n${close}`, 400, 'bad-request'],
      [`GET /healthz HTTP/1.1\r\nHost: ${host}, evil.test\r\n${close}`, 400, 'bad-request'],
      [`GET http://${host}/healthz HTTP/1.1\r\nHost: evil.test\r\n${close}`, 400, 'bad-request'],
      [`GET http://evil.test/healthz HTTP/1.1\r\nHost: ${host}\r\n${close}`, 400, 'bad-request'],
      [`GET http://u@${host}/healthz HTTP/1.1\r\nHost: ${host}\r\n${close}`, 400, 'bad-request'],
      [refresh('Content-Length: 2\r\nContent-Length: 2'), 400, 'bad-request'],
      [refresh('Content-Length: 2\r\nContent-Length: 4'), 400, 'bad-request'],
      [refresh('Content-Length: 2, 2'), 400, 'bad-request'],
      [refresh('Content-Length: 12\r\nTransfer-Encoding: chunked'), 400, 'bad-request'],
      [refresh('Transfer-Encoding: chunked\r\nContent-Length: 12'), 400, 'bad-request'],
      [refresh('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked'), 400, 'bad-request'],
      [refresh('Transfer-Encoding: identity'), 400, 'bad-request'],
      [refresh('X-Folded: a\r\n b'), 400, 'bad-request'],
      ['GET /healthz\r\n\r\n', 400, 'bad-request'],
      [`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 400, 'bad-request'],
    ];
    for (const [bytes, status, code] of cases) {
      const answer = await send(origin, bytes);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head, bytes.slice(0, 120)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(head).toMatch(/^content-type: application\/problem\+json$/im);
      expect(JSON.parse(body)).toMatchObject({ status, code });
    }
  });

  it('with two secrets is refused, whichever of them is right', async () => {
    const secret = 'a-secret-for-callers';
    const origin = await started(run({ ...account(), CHAT_AVATAR_SECRET: secret }));
    const { host } = new URL(origin);
    const ask = (...secrets: string[]) => {
      const lines = secrets.map((value) => `Authorization: Bearer ${value}\r\n`).join('');
      return send(origin, `GET /metrics HTTP/1.1\r\nHost: ${host}\r\n${lines}Connection: close\r\n\r\n`);
    };
    expect(await ask(secret)).toMatch(/^HTTP\/1.1 200 /);
    expect(await ask(secret, 'another')).toMatch(/^HTTP\/1.1 403 /);
    expect(await ask('another', secret)).toMatch(/^HTTP\/1.1 403 /);
  });

  it('of HTTP/1.0 without a host, as a health check of HAProxy, is answered, but gets no pictures', async () => {
    const origin = await started(run(account()));
    expect(await send(origin, 'GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
    expect(await send(origin, 'GET /readyz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
    expect(await send(origin, `GET /pictures?chatId=201234567890@c.us HTTP/1.0\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 403 /,
    );
    expect(await send(origin, 'GET http://evil.test/healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
  });

  it('at an IPv6 address, named in brackets, is answered', async () => {
    const origin = await started(run(account(), '--host', '[::1]'));
    expect(origin).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  });

  it('with its own host in the request line is answered', async () => {
    const origin = await started(run(account()));
    const { host } = new URL(origin);
    const request = `GET http://${host}/healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expect(await send(origin, request)).toMatch(/^HTTP\/1.1 200 /);
  });
});
