/** By part and row. Why a row misses its target: where the time or the bytes go, and what keeps them. Shown while the row misses. */
export const explanations: Record<string, string> = {
  'bytes.avatar-first':
    'no part is loaded later: image layers and their retries, refresh, palette and errors are each 1–3 kB of minified code, and the first paint needs only the first of them.',
  'bytes.gateway-first':
    'beside the avatar, the gateway source adds the batch queue, the reader of the stream and the texts of its errors.',
  'bytes.initials-first': 'the expressions for scripts that are not Latin are most of it.',
  'bytes.styles':
    'forced colours, print, groups, shapes and the refresh button stand beside the look of the avatar itself.',
  'serverRender.render-initials':
    'beside the query, each avatar reads initials, colours and chat id, and React writes four elements with their attributes instead of one.',
  'serverRender.render-picture':
    'React writes the attributes of four elements instead of two, and a preload for the image; the letters stand under each picture, so that nothing is missing while it loads.',
  'serverRender.html-initials':
    'the largest part is the `style` attribute: both colours for light and for dark stand in each avatar, about 110 bytes; then the attributes that name its parts.',
  'serverRender.html-picture':
    'as with initials, and the `<img>` with its attributes, and the preload that React writes for it.',
  'images.gateway':
    'a profile shows `toNodeHandler` making a web `Request` and `Response` with a stream for each image, because it leaves the globals of the application alone. The same gateway behind the listener of `@hono/node-server` reaches 0.6 ×.',
  'images.serve':
    'routing, the signature of the URL and the headers are checked for each request; writing to the socket is a quarter of its time.',
  'json.memory':
    'a profile shows 21 % of the time in HMAC, which signs 11 URLs for each chat, 11 % in garbage collection and 10 % in abort signals and their listeners, for answers that are in memory.',
  'json.folder': 'the same work as in memory, and each record is read and checked again.',
  'json.Redis': 'the same work as in memory, and each record is read and checked again.',
  'coldPictures.cpu':
    'of about 11 ms, sharp alone takes 4 for the image that is served, and 3 to decode the download once before it is stored, so that nothing is stored that is no image. The rest is JSON, hashes and the store.',
  'coldPictures.storeCalls':
    'the record is read and written, and bytes, checksum and sizes are separate values.',
  'gatewayMemory.rss':
    'records and bytes of the chats that were asked for last stay in caches, which fill up slowly.',
  'forget.requests':
    'the eraser lists the bucket and reads every record, because another chat may have the same picture.',
  'longList.work':
    'a row that scrolls into view mounts an avatar: its query, its observers and three elements.',
  'client.mount-initials':
    'beside the query, each avatar subscribes to its refresh and to its images, and has four elements instead of one.',
  'client.mount-picture': 'as with initials; and each picture watches whether its image loads.',
  'client.heap-initials': 'four elements, and the state of query, refresh and images for each avatar.',
  'client.heap-picture': 'four elements, and the state of query, refresh and images for each avatar.',
  'client.settled-picture': 'the mount is part of it; see there.',
  'enricher.cpu':
    'of about 7 ms, the decoder takes 3; the rest is download checks, hashes, records with their drafts, and leases.',
  'enricher.memory': 'Node, sharp and the first hundred chats take 110 MB; then it stays level.',
};
