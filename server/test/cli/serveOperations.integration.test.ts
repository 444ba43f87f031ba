import { connect } from 'node:net';
import { createGatewaySource } from 'chat-avatar';
import { describe, expect, it, vi } from 'vitest';
import { freePort, type RedisServer, startRedis } from '../../../test/support/redis.js';
import { LOCAL, prepareServe, started } from './serve.fixture.js';

const fixture = prepareServe();
const { account, run } = fixture;

describe('chat-avatar-server serve, store outage', () => {
  it('starts and serves while the store is down, and reports its recovery in /readyz', async () => {
    const port = await freePort();
    const cli = run(account(), '--store', `redis://127.0.0.1:${port}`, ...LOCAL);
    const origin = await started(cli);
    expect(cli.output()).toMatch(/"level":40.*"code":"unreachable".*"msg":"store-failed"/);
    const readiness = async () => (await fetch(`${origin}/readyz`)).json();
    expect(await readiness()).toEqual({ status: 'ready', store: 'down' });

    const source = createGatewaySource({ baseUrl: origin });
    const { id } = fixture.emulator.chats.find(({ scenario }) => scenario === 'picture') ?? { id: '' };
    expect((await source.getChatPicture(id)).status).toBe('available');

    let redis: RedisServer | undefined;
    try {
      redis = await startRedis({ port });
      await vi.waitFor(async () => expect(await readiness()).toEqual({ status: 'ready', store: 'ok' }), {
        timeout: 15_000,
        interval: 200,
      });
    } finally {
      await redis?.stop();
    }
  });

  it('exits with 1 if the store refuses the credentials', async () => {
    const redis = await startRedis({ password: 'correct' });
    try {
      const { code, stderr } = await run(account(), '--store', `redis://:wrong@127.0.0.1:${redis.port}`)
        .ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(/^--store: The picture store does not accept the credentials/);
      expect(stderr).not.toContain('wrong@');
    } finally {
      await redis.stop();
    }
  });
});

describe('/healthz, /readyz and /metrics', () => {
  it('accept GET and HEAD only, send no-store, and answer errors with problem documents', async () => {
    const cli = run({ ...account(), CHAT_AVATAR_SECRET: 'of-callers' });
    const origin = await started(cli);
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      const head = await fetch(origin + path, {
        method: 'HEAD',
        headers: { authorization: 'Bearer of-callers' },
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
    // A property of Object.prototype is not an endpoint.
    expect((await fetch(`${origin}/constructor`)).status).toBe(403);
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
    const close = 'Connection: close\r\n\r\n';
    const cases: [string, number, string][] = [
      ['not http\r\n\r\n', 400, 'bad-request'],
      [`GET / HTTP/1.1\r\nHost: a b\r\n${close}`, 400, 'bad-request'],
      [`GET / HTTP/1.1\r\nHost:\r\n${close}`, 400, 'bad-request'],
      [`OPTIONS * HTTP/1.1\r\nHost: localhost\r\n${close}`, 400, 'bad-request'],
      [`GET /\\..\\ HTTP/1.1\r\nHost: localhost\r\n${close}`, 400, 'bad-request'],
      [`GET /?${'x'.repeat(200_000)} HTTP/1.1\r\nHost: localhost\r\n${close}`, 431, 'header-too-large'],
    ];
    for (const [bytes, status, code] of cases) {
      const answer = await send(origin, bytes);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head, bytes.slice(0, 40)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(head).toMatch(/^content-type: application\/problem\+json$/im);
      expect(JSON.parse(body)).toMatchObject({ status, code });
    }
  });
});
