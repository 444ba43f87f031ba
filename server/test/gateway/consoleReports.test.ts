import { createWawpEmulator } from 'chat-avatar/testing';
import { createWawpClient, type PictureGatewayOptions } from 'chat-avatar-server';
import { createStorage } from 'unstorage';
import { describe, expect, it } from 'vitest';
import { picture, stubSource } from '../../../test/support/sources.js';
import { gatewayOf, JOHN, MONA } from './gateways.fixture.js';
import { watchWarnings } from './warnings.fixture.js';

const linesOf = watchWarnings();

/** A mistake in the set-up: the gateway's options, and the words that the console names it by. */
const MISTAKES: [string, () => Partial<PictureGatewayOptions>, RegExp][] = [
  [
    'an access token that Wawp refuses',
    () => {
      const { fetch } = createWawpEmulator({ accessToken: 'right' });
      return { source: createWawpClient({ instanceId: '1', accessToken: 'a-wrong-token', fetch }) };
    },
    /source-failed, unauthorized.*WAWP_ACCESS_TOKEN/s,
  ],
  [
    'an image host that is not in imageHosts',
    () => ({ source: stubSource(() => picture('https://pictures.example.net/face.jpg')) }),
    /picture-failed, host-not-allowed.*pictures\.example\.net.*imageHosts/s,
  ],
  [
    'an image on a private address',
    () => ({
      source: stubSource(() => picture('https://127.0.0.1/face.jpg')),
      imageHosts: ['127.0.0.1'],
    }),
    /picture-failed, address-not-allowed/,
  ],
  [
    'a store that cannot be reached',
    () => {
      const driver = {
        ...createStorage().getMount('').driver,
        getItem: () => Promise.reject(new Error('redis://:hunter2@host is away')),
        getItems: undefined,
      };
      return { storage: createStorage({ driver }) };
    },
    /store-failed/,
  ],
];

describe('without onEvent, the console names', () => {
  it.each(MISTAKES)('%s, once', async (_, options, words) => {
    const { get } = gatewayOf(options());
    await get(JOHN);
    await get(MONA);
    await get('201222222222@c.us');
    const lines = linesOf(words);
    expect(lines).toEqual([expect.stringContaining('set onEvent')]);
    expect(lines[0]).not.toMatch(/a-wrong-token|hunter2|2012|2011/);
  });

  it('a page of another origin, with the option that allows it', async () => {
    const { refresh } = gatewayOf();
    for (const origin of ['https://app.example.org', 'https://second.example.org']) {
      await refresh(JOHN, { origin });
    }
    expect(linesOf(/origin-refused/)).toEqual([expect.stringMatching(/app\.example\.org.*allowedOrigins/s)]);
  });

  it('each kind of fault, not only the first', async () => {
    let failing: 'source' | 'picture' = 'source';
    const source = stubSource(() => {
      if (failing === 'source') throw new Error('away');
      return picture('https://pictures.example.net/face.jpg');
    });
    const { get } = gatewayOf({ source });
    await get(JOHN);
    failing = 'picture';
    await get(MONA);
    expect(linesOf(/source-failed, server-error/)).toHaveLength(1);
    expect(linesOf(/picture-failed, host-not-allowed/)).toHaveLength(1);
  });
});

it('writes nothing to the console with onEvent', async () => {
  for (const [, options, words] of MISTAKES) {
    await gatewayOf({ ...options(), onEvent: () => undefined }).get(JOHN);
    expect(linesOf(words)).toEqual([]);
  }
});

it('writes nothing to the console for single chats and pictures that fail', async () => {
  const source = stubSource(() => picture('data:image/png;base64,AAAA'));
  const { get } = gatewayOf({ source });
  await get(JOHN);
  await get('no chat id');
  expect(linesOf(/picture-failed|not-an-image|invalid-chat-id/)).toEqual([]);
});
