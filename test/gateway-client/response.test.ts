import { ChatPictureError } from 'chat-avatar';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { JOHN, MONA, NONE } from '../support/chats.js';
import { picture } from '../support/sources.js';
import { failure, line, NDJSON, OLEG, openResponse, sourceOf } from './gatewaySources.js';

describe('an NDJSON answer', () => {
  it('resolves each chat as soon as its line arrives', async () => {
    const open = openResponse();
    const { source } = sourceOf(() => open.response);
    const done: string[] = [];
    const asked = [JOHN, MONA, OLEG].map((id) => source.getChatPicture(id).then(() => done.push(id)));
    const next = async (id: string, error?: object) => {
      open.write(line(error ? { chatId: id, error } : { chatId: id, picture: NONE }));
      await expect.poll(() => done.at(-1)).toBe(id);
    };
    await next(OLEG);
    await next(JOHN);
    await next(MONA);
    expect(done).toEqual([OLEG, JOHN, MONA]);
    await Promise.all(asked);
  });

  it('may be split into chunks anywhere, inside characters too', async () => {
    const url = 'https://cdn.example.com/ñ/李小龍/👩‍👩‍👧.jpg';
    const items = [
      { chatId: JOHN, picture: picture(url) },
      { chatId: OLEG, error: { code: 'session-not-ready', detail: 'Сессия', retryable: false } },
      { chatId: MONA, picture: { status: 'restricted' } },
    ];
    const bytes = new TextEncoder().encode(`\uFEFF\n${items.map(line).join('\r\n\n')}`.trimEnd());
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 30 }), async (cuts) => {
        const open = openResponse();
        const { source } = sourceOf(() => open.response);
        const asked = [JOHN, MONA, OLEG].map((id) => source.getChatPicture(id));
        const answers = Promise.allSettled(asked);
        let start = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
          open.write(bytes.slice(start, cut));
          start = cut;
        }
        open.close();
        expect(await answers).toEqual([
          { status: 'fulfilled', value: picture(new URL(url).href) },
          { status: 'fulfilled', value: { status: 'restricted' } },
          { status: 'rejected', reason: new ChatPictureError('session-not-ready', 'Сессия') },
        ]);
      }),
      { numRuns: 40 },
    );
  });

  it('with many empty lines costs no parse for each', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    onTestFinished(() => parse.mockRestore());
    const body = `${'\n'.repeat(10_000)}${line({ chatId: JOHN, picture: NONE })}${'\n'.repeat(10_000)}`;
    const { source } = sourceOf(() => new Response(body, { headers: NDJSON }));
    expect(await source.getChatPicture(JOHN)).toEqual(NONE);
    expect(parse.mock.calls.length).toBeLessThan(5);
  });

  it('that breaks off fails only the chats without an answer', async () => {
    const open = openResponse();
    const { source } = sourceOf(() => open.response);
    const john = source.getChatPicture(JOHN);
    const mona = failure(source.getChatPicture(MONA));
    open.write(`${line({ chatId: JOHN, picture: NONE })}{"chatId":"${MONA}","pict`);
    expect(await john).toEqual(NONE);
    open.break();
    expect(await mona).toMatchObject({ code: 'network', retryable: true });
  });

  it('with a missing or malformed chat fails only that chat', async () => {
    const lines = [
      line({ chatId: JOHN, picture: NONE }),
      'not JSON\n',
      'null\n[]\n42\n',
      line({ chatId: '15550000000@c.us', picture: NONE }),
      line({ picture: NONE }),
      line({ chatId: MONA, picture: { status: 'perhaps' } }),
      line({ chatId: JOHN, picture: { status: 'restricted' } }),
    ];
    const { source } = sourceOf(() => new Response(lines.join(''), { headers: NDJSON }));
    const [john, mona, oleg] = await Promise.allSettled(
      [JOHN, MONA, OLEG].map((id) => source.getChatPicture(id)),
    );
    expect(john).toEqual({ status: 'fulfilled', value: NONE });
    expect(mona).toMatchObject({ reason: { code: 'invalid-response', retryable: false } });
    expect(oleg).toMatchObject({ reason: { code: 'invalid-response', retryable: false } });
  });
});

describe('the item of a chat', () => {
  const answering = async (item: object) => {
    const { source } = sourceOf(() => Response.json({ pictures: [{ chatId: JOHN, ...item }] }));
    return source.getChatPicture(JOHN);
  };

  it('keeps known members and drops unknown ones', async () => {
    const known = {
      status: 'available',
      url: 'https://pps.whatsapp.net/a.jpg?oe=1',
      srcSet: 'https://x.test/a?w=80,90 80w, https://x.test/a?w=160 160w',
      expiresAt: 1_800_000_000_000,
      asOf: 1_700_000_000_000,
      hiddenSince: 1_690_000_000_000,
    };
    expect(await answering({ picture: { ...known, token: 'x' }, more: 1 })).toEqual(known);
    const bare = { status: 'available', url: 'data:image/jpeg;base64,AAAA' };
    expect(await answering({ picture: { ...bare, srcSet: null, expiresAt: null } })).toEqual(bare);
    expect(await answering({ picture: { status: 'none', reason: 'not-found' } })).toEqual({
      status: 'none',
      reason: 'not-found',
    });
  });

  it.each([
    [{}],
    [{ picture: null }],
    [{ picture: [] }],
    [{ picture: 'https://x.test/a.jpg' }],
    [{ picture: { status: 'available' } }],
    [{ picture: { status: 'available', url: 42 } }],
    [{ picture: { status: 'available', url: '' } }],
    [{ picture: { status: 'available', url: 'javascript:alert(1)' } }],
    [{ picture: { status: 'available', url: ' java\nscript:alert(1)' } }],
    [{ picture: { status: 'available', url: 'data:image/svg+xml,<svg/>' } }],
    [{ picture: { status: 'available', url: 'data:text/html,x' } }],
    [{ picture: { status: 'available', url: 'blob:https://x.test/1' } }],
    [{ picture: { status: 'available', url: '/a', srcSet: 'blob:https://x.test/1 80w' } }],
    [{ picture: { status: 'available', url: '/a', hiddenSince: 'yesterday' } }],
    [{ picture: { status: 'available', url: 'http://' } }],
    [{ picture: { status: 'available', url: '/a', srcSet: 'javascript:alert(1) 80w' } }],
    [{ picture: { status: 'available', url: '/a', srcSet: 'https://x.test/a 80w,data:text/html,x 160w' } }],
    [{ picture: { status: 'available', url: '/a', srcSet: 7 } }],
    [{ picture: { status: 'available', url: '/a', expiresAt: 'soon' } }],
    [{ picture: { status: 'none' } }],
    [{ picture: { status: 'none', reason: 'because' } }],
    [{ error: null }],
    [{ error: 'no' }],
    [{ error: { code: 'toString' } }],
    [{ error: { code: 'forbidden' } }],
  ])('is refused when it is %o', async (item) => {
    await expect(answering(item)).rejects.toMatchObject({ code: 'invalid-response', retryable: false });
  });

  it('may be an error, of which unknown codes and malformed members are ignored', async () => {
    await expect(
      answering({
        error: {
          code: 'rate-limited',
          detail: 'Slow down.',
          retryable: true,
          retryAfterMs: 1500,
          status: 429,
        },
      }),
    ).rejects.toMatchObject({ code: 'rate-limited', message: 'Slow down.', retryAfterMs: 1500, status: 429 });
    const error = await failure(
      answering({
        error: { code: 'timeout', detail: 'x'.repeat(9999), retryAfterMs: -1, retryable: 'no', status: '5' },
      }),
    );
    expect(error).toMatchObject({ code: 'timeout', retryable: true });
    expect(error).not.toHaveProperty('retryAfterMs');
    expect(error).not.toHaveProperty('status');
    expect(String(error).length).toBeLessThan(600);
  });

  it('with any content gives a picture or a ChatPictureError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.constantFrom('picture', 'error', 'x'), async (value, key) => {
        const error = await failure(answering({ [key]: value }));
        if (error !== undefined) expect(error).toBeInstanceOf(ChatPictureError);
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.json(), fc.string()),
        fc.constantFrom('application/json', 'application/x-ndjson'),
        async (body, type) => {
          const { source } = sourceOf(() => new Response(body, { headers: { 'content-type': type } }));
          expect(await failure(source.getChatPicture(JOHN))).toBeInstanceOf(ChatPictureError);
        },
      ),
    );
  });
});
