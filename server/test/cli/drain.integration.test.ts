import { once } from 'node:events';
import { get, Agent as NodeAgent } from 'node:http';
import { connect } from 'node:net';
import { Agent, request } from 'undici';
import { expect, it } from 'vitest';
import { LOCAL, prepareServe, started } from './serve.fixture.js';

const fixture = prepareServe();

/** Sends one request, and resolves to its status. Rejects if the connection is reset. */
type Send = (origin: string) => Promise<number | undefined>;

const clients: [name: string, create: () => { send: Send; close(): unknown }][] = [
  [
    'node:http',
    () => {
      const agent = new NodeAgent({ keepAlive: true, maxSockets: 8 });
      const send: Send = (origin) =>
        new Promise((resolve, reject) => {
          get(`${origin}/healthz`, { agent }, (response) => {
            response.resume().on('end', () => resolve(response.statusCode));
          }).on('error', reject);
        });
      return { send, close: () => agent.destroy() };
    },
  ],
  [
    'undici',
    () => {
      const dispatcher = new Agent({ connections: 8 });
      const send: Send = async (origin) => {
        const { statusCode, body } = await request(`${origin}/healthz`, { dispatcher });
        await body.dump();
        return statusCode;
      };
      return { send, close: () => dispatcher.destroy() };
    },
  ],
];

it.each(clients)(
  'a client of %s with kept connections is never reset while serve drains',
  async (_, create) => {
    const cli = fixture.run(fixture.account(), '--drain-seconds', '30', ...LOCAL);
    const origin = await started(cli);
    const { send, close } = create();
    const statuses: unknown[] = [];
    let rest = Number.POSITIVE_INFINITY;
    // As a load balancer, which goes on for a while after /readyz has failed.
    const work = async () => {
      while (rest > 0) {
        rest -= 1;
        statuses.push(await send(origin).catch((error: { code?: unknown }) => error.code));
      }
    };
    const working = Array.from({ length: 8 }, work);
    await expect.poll(() => statuses.length).toBeGreaterThan(16);
    cli.process.kill('SIGTERM');
    await expect.poll(async () => (await fetch(`${origin}/readyz`)).status).toBe(503);
    rest = 100;
    await Promise.all(working);
    close();
    expect([...new Set(statuses)]).toEqual([200]);
  },
);

it('ends connections that are idle when it closes, without a reset', async () => {
  const cli = fixture.run(fixture.account(), ...LOCAL);
  const origin = await started(cli);
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await once(socket, 'data');
  const closed = once(socket, 'close');
  cli.process.kill('SIGTERM');
  const [hadError] = await closed;
  expect(hadError).toBe(false);
  expect((await cli.ended).code).toBe(0);
});
