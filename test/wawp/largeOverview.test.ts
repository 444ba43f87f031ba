import { createWawpClient } from 'chat-avatar/wawp';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BoundedJson } from '../../src/wawp/answers/BoundedJson.js';

const chatOf = (index: number) => `${201_000_000_000 + index}@c.us`;

/** A server that answers with this many chats, whatever the limit. */
function clientWith(chats: number, entryOf: (index: number) => object) {
  const parts = function* () {
    for (let index = 0; index < chats; index += 1)
      yield (index === 0 ? '[' : ',') + JSON.stringify({ id: chatOf(index), ...entryOf(index) });
    yield ']';
  };
  const encoder = new TextEncoder();
  return createWawpClient({
    instanceId: '1',
    accessToken: 'a-token-of-the-test',
    fetch: async () => {
      const entries = parts();
      const body = new ReadableStream({
        pull(controller) {
          const { done, value } = entries.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        },
      });
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    },
  });
}

it('an overview of 60 MB with inline pictures is read, without its pictures', async () => {
  const picture = `data:image/jpeg;base64,/9j/${'A'.repeat(300_000)}`;
  const overview = await clientWith(200, (index) => ({ name: `Person ${index}`, picture })).getChatsOverview({
    limit: 10,
  });
  expect(overview.map(({ chatId }) => chatId)).toEqual(
    Array.from({ length: 200 }, (_, index) => chatOf(index)),
  );
  expect(overview.at(-1)).toEqual({ chatId: chatOf(199), name: 'Person 199' });
});

it('an overview of 3 MB keeps its inline pictures', async () => {
  const picture = `data:image/jpeg;base64,/9j/${'A'.repeat(300_000)}`;
  const overview = await clientWith(10, () => ({ picture })).getChatsOverview();
  expect(overview.map((chat) => chat.picture)).toEqual(
    Array.from({ length: 10 }, () => expect.objectContaining({ status: 'available' })),
  );
});

it('an overview of more than 32 MB without pictures is refused with its size', async () => {
  const body = 'x'.repeat(4_000);
  const client = clientWith(9_000, () => ({ lastMessage: { body } }));
  await expect(client.getChatsOverview()).rejects.toMatchObject({
    code: 'invalid-response',
    message: expect.stringMatching(/^Wawp answered more than 32\.0 MB without inline pictures,/),
  });
});

it('leaves out long strings only, wherever the text is split', () => {
  const string = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('"', '\\', 'a', '\n', '[') }),
    fc.constantFrom('x'.repeat(9_000), '"'.repeat(5_000), '\\'.repeat(8_193)),
  );
  const value = fc.array(fc.record({ id: string, n: fc.integer(), list: fc.array(string) }), {
    maxLength: 4,
  });
  const isLong = (text: string) => JSON.stringify(text).length - 2 > 8 * 1024;
  fc.assert(
    fc.property(value, fc.array(fc.nat({ max: 5_000 })), (json, cuts) => {
      const text = JSON.stringify(json);
      const bounded = new BoundedJson(0);
      let from = 0;
      for (const cut of [...cuts, text.length]) {
        bounded.add(text.slice(from, from + cut));
        from += cut;
      }
      const expected = JSON.parse(text, (_, leaf) => (typeof leaf === 'string' && isLong(leaf) ? '' : leaf));
      expect(JSON.parse(bounded.text)).toEqual(expected);
    }),
  );
});
