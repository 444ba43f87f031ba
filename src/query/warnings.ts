import { warnOnce } from '../lib/warnOnce.js';

/** Development only. Warns about a chat id that is not valid. The warning does not repeat the text, which may be a phone number. */
export function warnAboutChatId(chatId: unknown): void {
  if (chatId === '' || chatId === null || chatId === undefined) {
    warnOnce(
      'A chat picture is requested without a chat id. Render <ChatAvatar> when the id is known; useChatPicture() takes null until then.',
    );
  } else if (!String(chatId).includes('@')) {
    warnOnce(
      'A chat id has no suffix, as a bare phone number, so nothing is requested. Append "@c.us" to the number of a person (country code first, digits only), "@g.us" to the id of a group.',
    );
  } else {
    warnOnce(
      'A chat id is not valid, so nothing is requested. It is a string like "201234567890@c.us" (a person) or "120363043968066561@g.us" (a group), without spaces or "+". The error of parseChatId() names the fault.',
    );
  }
}

// The rest of messages whose first sentence a production bundle has too.

export function explainSource(sentence: string): string {
  return `${sentence} It is anything with an id and getChatPicture(chatId). In a browser, pass createGatewaySource({ baseUrl: "/api/chat-pictures" }).`;
}

export function explainProvider(sentence: string): string {
  return `${sentence} Wrap your app, inside its QueryClientProvider, in <ChatPictureProvider source={createGatewaySource({ baseUrl: "/api/chat-pictures" })}>.`;
}

export function explainAnswer(sentence: string): string {
  const message = `${sentence} getChatPicture() should resolve to { status: "available", url } with an http(s):, blob: or raster data: URL, { status: "none", reason } or { status: "restricted" }.`;
  warnOnce(message);
  return message;
}
