/** By part and row. Why a row misses its target: where the time or the bytes go, and what keeps them. Shown while the row misses. */
export const explanations: Record<string, string> = {
  'bytes.avatar-first':
    'no part is loaded later: image layers and their retries, refresh, palette and errors are each 1–3 kB of minified code, and the first paint needs only the first of them.',
  'serverRender.html-initials':
    'the largest part is the `style` attribute: both colours for light and for dark stand in each avatar, about 110 bytes; then the attributes that name its parts.',
  'serverRender.html-picture':
    'as with initials, and the `<img>` with its attributes, and the preload that React writes for it.',
  'images.gateway':
    'a profile shows `toNodeHandler` making a web `Request` and `Response` with a stream for each image, which it does so that the globals of the application stay. The same gateway behind `getRequestListener` of `@hono/node-server`, which replaces them, is 3.5 times as fast.',
  'json.memory':
    'a profile shows 21 % of the time in HMAC, which signs 11 URLs for each chat, 11 % in garbage collection and 10 % in abort signals and their listeners, for answers that are in memory.',
  'coldPictures.cpu':
    'of about 11 ms, sharp alone takes 4 for the image that is served, and 3 to decode the download once before it is stored, so that nothing is stored that is no image. The rest is JSON, hashes and the store.',
  'forget.requests':
    'the eraser lists the bucket and reads every record, because another chat may have the same picture.',
  'client.mount-initials':
    'of 190 ms, layout takes 66 and styles 14, because an avatar has three elements; for the one span of the floor they take 20 and 6. React and the hooks take about 110, 52 in the floor.',
  'enricher.cpu':
    'of about 7 ms, decoding the download once takes 3, so that nothing is stored that is no image. The floor decodes as well.',
  'enricher.memory': 'Node, sharp and a hundred chats take 113 MB, a thousand 149 MB; then it stays level.',
};
