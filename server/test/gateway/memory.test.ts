import { expect, it } from 'vitest';
import { gatewayOf } from './gateways.fixture.js';

it('a gateway takes memory for the chats that it has been asked for, and none beforehand', () => {
  const before = process.memoryUsage();
  const gateways = Array.from({ length: 100 }, () => gatewayOf());
  const after = process.memoryUsage();
  const bytes = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  expect(bytes / gateways.length).toBeLessThan(250_000);
});
