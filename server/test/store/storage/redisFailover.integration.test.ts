import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { startRedis } from '../../../../test/support/redis.js';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';

it('reconnects and repeats the command when the primary of a Redis has become a replica', async () => {
  const [former, next] = await Promise.all([startRedis(), startRedis()]);
  let primary = former.port;
  const sockets = new Set<Socket>();
  // The name of a primary, which leads elsewhere after a failover. Connections that are open stay open.
  const name = createServer((socket) => {
    const target = connect(primary, '127.0.0.1');
    for (const end of [socket, target]) {
      sockets.add(end);
      end.on('error', () => undefined);
    }
    socket.pipe(target).pipe(socket);
  });
  await new Promise<void>((listening) => name.listen(0, '127.0.0.1', listening));
  const { storage, close } = await openStorage(
    `redis://127.0.0.1:${(name.address() as AddressInfo).port}`,
    {},
  );
  await storage.setItem('settings:a', '{"value":1}');

  const warnings: Error[] = [];
  const keep = (warning: Error) => warnings.push(warning);
  process.on('warning', keep);

  const admin = new Redis(former.port);
  await admin.replicaof('127.0.0.1', next.port);
  primary = next.port;
  // ioredis closes the connection once for each command that was refused, and adds a listener to it each time.
  const keys = Array.from({ length: 30 }, (_, index) => `settings:b${index}`);
  await Promise.all(keys.map((key) => storage.setItem(key, '{"value":2}')));
  const check = new Redis(next.port);
  expect(await check.exists(keys.map((key) => `chat-avatar:${key}`))).toBe(keys.length);
  // Node emits a warning in the next turn of the event loop.
  await new Promise((done) => setImmediate(done));
  process.off('warning', keep);
  expect(warnings).toEqual([]);

  admin.disconnect();
  check.disconnect();
  await close();
  for (const socket of sockets) socket.destroy();
  name.close();
  await Promise.all([former.stop(), next.stop()]);
});
