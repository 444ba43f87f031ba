import { ChatPictureError } from 'chat-avatar/wawp';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { describe, expect, it, vi } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { FACE, faces, GROUP, gatewayOf, JOHN, linesOf, MONA, SHOWN, settled } from './gateways.fixture.js';

describe('GET /pictures', () => {
  it('answers several chats, each once, by canonical id', async () => {
    const source = stubSource((chatId) =>
      chatId === MONA ? { status: 'none', reason: 'not-found' } : { status: 'restricted' },
    );
    const response = await gatewayOf({ source }).get('201234567890:12@S.WhatsApp.net', MONA, GROUP, JOHN);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({
      pictures: [
        { chatId: JOHN, picture: { status: 'restricted' } },
        { chatId: MONA, picture: { status: 'none', reason: 'not-found' } },
        { chatId: GROUP, picture: { status: 'restricted' } },
      ],
    });
    expect(source.calls.map(({ chatId }) => chatId)).toEqual([JOHN, MONA, GROUP]);
  });

  it('streams NDJSON on request', async () => {
    const response = await gatewayOf().stream(JOHN, 'invalid', MONA);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(response.headers.get('vary')).toContain('Accept');
    const lines = [];
    for await (const line of linesOf(response)) lines.push(line);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ chatId: JOHN, picture: expect.objectContaining({ status: 'available' }) }),
        expect.objectContaining({ chatId: MONA, picture: expect.objectContaining({ status: 'available' }) }),
        expect.objectContaining({
          chatId: 'invalid',
          error: expect.objectContaining({ code: 'invalid-chat-id' }),
        }),
      ]),
    );
    expect(lines).toHaveLength(3);
  });

  it.each(['*/*', 'application/json', 'application/json, application/x-ndjson;q=0.5', 'text/html'])(
    'answers JSON for Accept: %s',
    async (accept) => {
      const response = await gatewayOf().at(`/pictures?chatId=${JOHN}`, { headers: { accept } });
      expect(response.headers.get('content-type')).toBe('application/json');
    },
  );

  it('reports an invalid id next to the answers about the others', async () => {
    const { pictures } = await (await gatewayOf().get('+201234567890', JOHN)).json();
    expect(pictures).toHaveLength(2);
    const [error] = pictures.filter((item: object) => 'error' in item);
    expect(error).toMatchObject({
      chatId: '+201234567890',
      error: {
        code: 'invalid-chat-id',
        retryable: false,
        detail: expect.stringContaining('201234567890@c.us'),
      },
    });
  });

  it('passes on the code, Retry-After in whole ms and status of a source error', async () => {
    const source = stubSource(
      () => new ChatPictureError('rate-limited', 'Slow down.', { retryAfterMs: 1499.2, status: 429 }),
    );
    const { pictures } = await (await gatewayOf({ source }).get(JOHN)).json();
    expect(pictures).toEqual([
      {
        chatId: JOHN,
        error: {
          code: 'rate-limited',
          detail: 'Slow down.',
          retryable: true,
          retryAfterMs: 1500,
          status: 429,
        },
      },
    ]);
  });

  it('hides the message of a foreign error, and reports it by an event', async () => {
    const events: PictureGatewayEvent[] = [];
    const foreign = new Error('connect ECONNREFUSED secret-host:5432');
    const source = stubSource(() => foreign);
    const response = await gatewayOf({ source, onEvent: (event) => events.push(event) }).get(JOHN);
    const text = await response.text();
    expect(text).not.toContain('secret');
    expect(JSON.parse(text).pictures[0].error).toMatchObject({ code: 'server-error', retryable: false });
    expect(events).toEqual([
      expect.objectContaining({ type: 'source-failed', error: expect.objectContaining({ cause: foreign }) }),
    ]);
  });

  it('rejects an invalid source answer, and copies no unknown fields', async () => {
    const answers = [
      { status: 'available', url: 'javascript:alert(1)' },
      { status: 'available', url: 'data:image/svg+xml,<svg/>' },
      { status: 'available' },
      { status: 'perhaps' },
      null,
      '<html>',
    ];
    for (const answer of answers) {
      const source = stubSource(() => answer as never);
      const { pictures } = await (await gatewayOf({ source }).get(JOHN)).json();
      expect(pictures[0].error).toMatchObject({ code: 'invalid-response' });
    }
    const source = stubSource(() => ({ ...FACE, token: 'hunter2' }));
    const answer = await (await gatewayOf({ source }).get(JOHN)).text();
    expect(JSON.parse(answer).pictures[0].picture).toEqual(SHOWN);
    expect(answer).not.toMatch(/hunter2|data:/);
  });

  it('answers a broadcast list without a call to the source', async () => {
    const source = faces();
    const { pictures } = await (await gatewayOf({ source }).get('status@broadcast')).json();
    expect(pictures).toEqual([{ chatId: 'status@broadcast', picture: { status: 'none', reason: 'empty' } }]);
    expect(source.calls).toEqual([]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('log is full');
      },
    ],
    ['is async and rejects', () => Promise.reject(new Error('log is full'))],
  ])('answers when onEvent %s, and reports its first error on the console', async (_, onEvent) => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const rejections = vi.fn();
    process.on('unhandledRejection', rejections);
    expect((await gatewayOf({ onEvent }).get(JOHN, MONA)).status).toBe(200);
    await settled();
    process.off('unhandledRejection', rejections);
    expect(rejections).not.toHaveBeenCalled();
    expect(report).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('onEvent failed'),
      expect.objectContaining({ message: 'log is full' }),
    );
    report.mockRestore();
  });
});
