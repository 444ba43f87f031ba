import { warnOnce } from '../lib/warnOnce.js';

/** Development only. Warns about a chat id that is not valid. The warning does not repeat the text, which may be a phone number. */
export function warnAboutChatId(chatId: unknown): void {
  if (chatId === '' || chatId === null || chatId === undefined) {
    warnOnce(
      'A chat picture is requested without a chat id. Render <ChatAvatar> when the id is known; useChatPicture() takes null until then.',
    );
  } else if (typeof chatId !== 'string' && typeof chatId !== 'number') {
    warnOnce(
      'A chat id is not a string, so nothing is requested. Pass a text such as "201234567890@c.us": of an id object of WhatsApp libraries, its field _serialized.',
    );
  } else if (!String(chatId).includes('@')) {
    warnOnce(
      'A chat id has no suffix, as a bare phone number, so nothing is requested. Append "@c.us" to the number of a person (country code first, digits only), "@g.us" to the id of a group.',
    );
  } else {
    warnOnce(
      'A chat id is not valid, so nothing is requested. It is a string like "201234567890@c.us" (a person) or "120363043968066561@g.us" (a group), without spaces, "+" or a leading 0. The error of parseChatId() names the fault.',
    );
  }
}

// The rest of messages whose first sentence a production bundle has too.

export function explainSource(sentence: string, source: unknown): string {
  const isNamed = typeof source === 'object' && source !== null && 'getChatPicture' in source;
  const fault = isNamed ? ' The id of this one is not a string.' : '';
  return `${sentence}${fault} It is anything with an id and getChatPicture(chatId). In a browser, pass createGatewaySource({ baseUrl: "/api/chat-pictures" }).`;
}

export function explainProvider(sentence: string): string {
  return `${sentence} If there is one, the application holds two copies of chat-avatar: see "npm ls chat-avatar". Otherwise wrap your app, inside its QueryClientProvider, in <ChatPictureProvider source={createGatewaySource({ baseUrl: "/api/chat-pictures" })}>.`;
}

export function explainAnswer(sentence: string): string {
  const message = `${sentence} getChatPicture() should resolve to { status: "available", url } with an http(s):, blob: or raster data: URL, { status: "none", reason } or { status: "restricted" }.`;
  warnOnce(message);
  return message;
}

/** Times in seconds, as in JWTs, are before this one. */
const FIRST_TIME = Date.UTC(2001, 8, 9);

/** Warns about fields that are ignored, or make a picture stale at once. */
export function warnAboutAnswer(answer: object): void {
  for (const name of ['expiresAt', 'asOf', 'hiddenSince']) {
    const time: unknown = Reflect.get(answer, name);
    if (time === undefined || time === null || (Number.isFinite(time) && Number(time) > FIRST_TIME)) continue;
    warnOnce(
      `The picture source answered with ${name} in another form than ms since the epoch, such as Date.now(). Seconds are multiplied by 1000; a text or a Date is read with Number(new Date(value)).`,
    );
  }
  const srcSet: unknown = Reflect.get(answer, 'srcSet');
  if (srcSet === undefined || srcSet === null || typeof srcSet === 'string') return;
  warnOnce(
    'The picture source answered with a srcSet that is not a text such as "small.jpg 48w, large.jpg 96w", so it is ignored.',
  );
}
