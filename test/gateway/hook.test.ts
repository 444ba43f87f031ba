import { QueryClient } from '@tanstack/react-query';
import { type ChatPicture, chatPictureOptions, createGatewaySource } from 'chat-avatar';
import { describe, expect, it } from 'vitest';
import { refreshChatPicture } from '../../src/picture/refreshChatPicture.js';
import { stubSource } from '../support/sources.js';
import { FACE, faceOf, gatewayOf, JOHN } from './gateways.js';

/** What the hook does with a gateway, without a browser. */
async function refreshed(before: ChatPicture, after: ChatPicture) {
  const { fetch } = gatewayOf({ source: stubSource((_, refresh) => (refresh ? after : before)) });
  const source = createGatewaySource({
    baseUrl: 'https://dashboard.example.com',
    fetch: (input, init) => fetch(new Request(input, init)),
  });
  const queryClient = new QueryClient();
  const held = await queryClient.fetchQuery(chatPictureOptions(source, JOHN));
  const result = await refreshChatPicture(queryClient, source, JOHN, 60_000);
  return { held, result, url: (picture: ChatPicture) => 'url' in picture && picture.url.split('?', 1)[0] };
}

describe('a refresh through the gateway', () => {
  it.each<[string, ChatPicture]>([
    ['empty', { status: 'none', reason: 'empty' }],
    ['restricted', { status: 'restricted' }],
  ])('that WhatsApp answers with %s keeps the picture, and says so', async (_, after) => {
    const { held, result, url } = await refreshed(FACE, after);
    expect(result.outcome).toBe('kept');
    expect(url(result.picture)).toBe(url(held));
  });

  it('says whether the picture is another one', async () => {
    expect((await refreshed(FACE, FACE)).result.outcome).toBe('unchanged');
    expect((await refreshed(FACE, faceOf(1))).result.outcome).toBe('updated');
    expect((await refreshed({ status: 'restricted' }, FACE)).result.outcome).toBe('updated');
  });
});
