/**
 * The used part of a web stream. undici's stream and the global one both match it. In a file of its own, because public types refer to it:
 * those of `readBody` need TypeScript 5.7.
 */
export type Body = AsyncIterable<Uint8Array> & { cancel(): Promise<void> };
