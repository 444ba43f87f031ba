import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { listen } from '../../src/cli/shared/http/listen.js';

it('closes connections that have sent nothing, as browsers open them in advance, without waiting for the grace', async () => {
  const server = await listen({
    host: '127.0.0.1',
    port: 0,
    makeFetch: () => async () => new Response('answer'),
  });
  const silent = Array.from({ length: 20 }, () => connect(Number(new URL(server.origin).port), '127.0.0.1'));
  await Promise.all(silent.map((socket) => once(socket, 'connect')));
  // The server knows all of them when it has answered a later one.
  expect(await (await fetch(server.origin)).text()).toBe('answer');
  const closed = Promise.all(silent.map((socket) => once(socket.resume(), 'close')));
  await server.close(60_000);
  await closed;
});
