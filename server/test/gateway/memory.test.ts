import { expect, it } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { bytesInUse } from '../support/bytesInUse.js';
import { gatewayOf, numbers } from './gateways.fixture.js';

/** The longest query that Node accepts takes some 16 kB. */
const LONG = `&x=${'x'.repeat(15_000)}`;

it('a gateway takes memory for the chats that it has been asked for, and none beforehand', () => {
  const before = bytesInUse();
  const gateways = Array.from({ length: 100 }, () => gatewayOf());
  expect((bytesInUse() - before) / gateways.length).toBeLessThan(250_000);
});

it('a chat that a gateway remembers does not keep the URL of its request in memory', async () => {
  const gateway = gatewayOf({ source: stubSource(() => ({ status: 'none', reason: 'empty' })) });
  await gateway.get(...numbers(1));
  const before = bytesInUse();
  const chatIds = numbers(1_001).slice(1);
  for (const chatId of chatIds) await (await gateway.at(`/pictures?chatId=${chatId}${LONG}`)).text();
  expect((bytesInUse() - before) / chatIds.length).toBeLessThan(8_000);
});

it('an image that a gateway remembers does not keep the URL of its request in memory', async () => {
  const gateway = gatewayOf();
  const chatIds = numbers(301);
  const urls: string[] = [];
  for (const chatId of chatIds) {
    const { pictures } = await (await gateway.get(chatId)).json();
    urls.push(pictures[0].picture.url);
  }
  await (await gateway.at(String(urls.pop()))).arrayBuffer();
  const before = bytesInUse();
  for (const url of urls) expect((await gateway.at(url + LONG)).status).toBe(200);
  expect((bytesInUse() - before) / urls.length).toBeLessThan(8_000);
});
