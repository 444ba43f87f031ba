import { QueryClient } from '@tanstack/react-query';
import { type ChatPicture, chatPictureOptions, createGatewaySource, parseChatId } from 'chat-avatar';
import { describe, expect, it } from 'vitest';
import { FACE, faceOf, gatewayOf, JOHN } from '../../server/test/gateway/gateways.fixture.js';
import { refreshChatPicture } from '../../src/query/refresh/refreshChatPicture.js';
import { stubSource } from '../support/sources.js';

/** One agent's browser: its own cache, and the gateway that all share. */
function agentAt(fetch: (request: Request) => Promise<Response>) {
  const source = createGatewaySource({
    baseUrl: 'https://dashboard.example.com',
    fetch: (input, init) => fetch(new Request(input, init)),
  });
  const queryClient = new QueryClient();
  const options = chatPictureOptions(source, JOHN);
  return {
    look: () => queryClient.fetchQuery(options),
    held: () => queryClient.getQueryData(options.queryKey),
    refresh: () => refreshChatPicture(queryClient, source, parseChatId(JOHN), JOHN, 60_000),
  };
}

/** The calls of the hook to a gateway, without a browser. */
async function refreshed(before: ChatPicture, after: ChatPicture) {
  const { fetch } = gatewayOf({ source: stubSource((_, refresh) => (refresh ? after : before)) });
  const agent = agentAt(fetch);
  const held = await agent.look();
  const result = await agent.refresh();
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

  it('that another agent has made a moment ago is throttled, and brings its picture', async () => {
    const upstream = stubSource((_, refresh) => (refresh ? faceOf(1) : FACE));
    const { fetch } = gatewayOf({ source: upstream });
    const [mine, hers] = [agentAt(fetch), agentAt(fetch)];
    const before = await mine.look();
    const { picture } = await hers.refresh();
    expect(picture).not.toEqual(before);
    expect(await mine.refresh()).toEqual({ outcome: 'throttled', picture });
    expect(mine.held()).toEqual(picture);
    expect(upstream.refreshes()).toBe(1);
  });

  it('that is throttled takes no picture away', async () => {
    const { fetch } = gatewayOf({ source: stubSource(() => FACE) });
    const agent = agentAt(async (request) =>
      request.method === 'GET'
        ? fetch(request)
        : Response.json({ throttled: true, picture: { status: 'restricted' } }, { status: 429 }),
    );
    const before = await agent.look();
    expect(await agent.refresh()).toEqual({ outcome: 'throttled', picture: before });
    expect(agent.held()).toEqual(before);
  });

  it('that is rate-limited, and not only throttled, fails', async () => {
    const { fetch } = gatewayOf({ source: stubSource(() => FACE) });
    const agent = agentAt(async (request) =>
      request.method === 'GET'
        ? fetch(request)
        : Response.json({ code: 'rate-limited', picture: { status: 'restricted' } }, { status: 429 }),
    );
    await agent.look();
    await expect(agent.refresh()).rejects.toMatchObject({ code: 'rate-limited' });
  });
});
