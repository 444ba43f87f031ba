import { ChatPictureError, isChatId, parseChatId } from 'chat-avatar/wawp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('a chat id', () => {
  it.each([
    ['201234567890@c.us', '201234567890@c.us'],
    ['201234567890@C.US', '201234567890@c.us'],
    ['201234567890@s.whatsapp.net', '201234567890@c.us'],
    ['201234567890:12@s.whatsapp.net', '201234567890@c.us'],
    ['201234567890:12@c.us', '201234567890@c.us'],
    ['201234567890_1:12@c.us', '201234567890@c.us'],
    ['0@c.us', '0@c.us'],
    ['120363043968066561@g.us', '120363043968066561@g.us'],
    ['491511234567-1577836800@g.us', '491511234567-1577836800@g.us'],
    ['123456789012345@lid', '123456789012345@lid'],
    ['123456789012345:3@lid', '123456789012345@lid'],
    ['120363144038483540@newsletter', '120363144038483540@newsletter'],
    ['status@broadcast', 'status@broadcast'],
  ])('%s is %s', (text, canonical) => {
    expect(parseChatId(text)).toBe(canonical);
    expect(isChatId(text)).toBe(true);
  });

  it.each<[unknown, RegExp]>([
    ['201234567890', /"201234567890@c\.us"/],
    ['+20 123 456-7890', /"201234567890@c\.us"/],
    ['120363043968066561', /"120363043968066561@g\.us"/],
    ['491511234567-1577836800', /"491511234567-1577836800@g\.us"/],
    ['', /empty/],
    [' 201234567890@c.us', /white space/],
    ['201234567890@c.us\n', /white space/],
    ['john@c.us', /digits/],
    ['@c.us', /digits/],
    ['012345678@c.us', /digits/],
    ['+201234567890@c.us', /no "\+"/],
    ['201234567890@example.com', /@g\.us/],
    ['201234567890@hosted', /@g\.us/],
    ['201234567890@c.us@c.us', /@g\.us/],
    ['201234567890@constructor', /@g\.us/],
    ['٢٠١٢٣٤٥٦٧٨٩٠@c.us', /digits/],
    ['../../etc/passwd', /suffix/],
    ['9'.repeat(1_000_000), /too long/],
    [undefined, /undefined/],
    [null, /null/],
    [42, /number/],
    [{}, /object/],
  ])('rejects %j with a hint', (text, hint) => {
    expect(isChatId(text)).toBe(false);
    const parse = () => parseChatId(text as string);
    expect(parse).toThrow(ChatPictureError);
    expect(parse).toThrow(hint);
    try {
      parse();
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid-chat-id', retryable: false });
      expect((error as Error).message.length).toBeLessThan(300);
    }
  });

  it('is idempotent', () => {
    const server = fc.constantFrom(
      'c.us',
      'g.us',
      'lid',
      'newsletter',
      'broadcast',
      's.whatsapp.net',
      'C.us',
      'x',
    );
    const user = fc.oneof(fc.stringMatching(/^\d{4,25}(?::\d{1,3})?$/), fc.string());
    fc.assert(
      fc.property(fc.tuple(user, server), ([name, host]) => {
        const text = `${name}@${host}`;
        if (!isChatId(text)) return;
        const once = parseChatId(text);
        expect(parseChatId(once)).toBe(once);
        expect(isChatId(once)).toBe(true);
      }),
    );
  });

  it('never throws anything but its own error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.anything()), (text) => {
        try {
          parseChatId(text as string);
        } catch (error) {
          expect(error).toBeInstanceOf(ChatPictureError);
        }
      }),
    );
  });
});
