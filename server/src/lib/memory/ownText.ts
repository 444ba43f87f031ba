/**
 * The text in memory of its own, for a cache. V8 keeps a part of a text as a reference to the whole, which would stay in memory as long as
 * the part does: a chat id of 20 characters its URL of 16 kB. And it keeps a joined text as a tree of its parts.
 */
export const ownText = <Text extends string>(text: Text): Text => Buffer.from(text).toString() as Text;
