/** By part and row. Why a row misses its target: where the time or the bytes go, and what keeps them. Shown while the row misses. */
export const explanations: Record<string, string> = {
  'bytes.avatar-first':
    'what the refresh button does, and the refresh itself (6 kB), load on demand. The rest is in the first render, or must work when the network does not. Each part left out in turn saves, of 10.5 kB in brotli: images with their layers, decoding and recovery 1.5 (a page that is offline cannot load the code that brings its pictures back); the first state of the refresh button 0.9; letters in any script 0.7; query options, freshness and retries 0.6, which TanStack Query calls synchronously; colours 0.4; the cache entry 0.4; the viewport 0.3; errors 0.3; the provider 0.3; glyphs 0.3; safe URLs 0.3. No part is larger than 1.5, so 4.5 is not reached without leaving out several rules.',
  'images.gateway':
    'an image in memory is answered without web objects. Beside `node:http`, which the floor has too, the gateway reads three headers and finds the URL, the host, the format and the bytes in maps. Not profiled since; on a busy machine, rounds lie between 0.4 and 1.5.',
  'images.serve': 'as the gateway, and a histogram and two clocks for the metrics of each request.',
  'json.memory':
    'each request reads the 60 records from the store and looks for their images, so that what another process has erased or hidden is not shown. One call reads them all, a text that is the same as last time is not parsed again, and 100 kB of JSON that are the same as last time are not joined and encoded again: this took the ratio from 0.02 to more than 0.1. What remains, of some 250 µs beside the 70 of the floor: reading and comparing 60 records in five caches (about a third), then the web `Request`, `Response` and router that `authorize` and CORS work on. Without a read of each record, a version that served records from memory for 2 s reached 0.4, and showed a hidden picture for that time.',
  'json.folder':
    'as on memory, with two calls of the file system for each chat: open, fstat, read and close for the record, and stat for the image, each on a thread. Requests that come while a read is in progress share the next one. A look at the time of the folder instead would miss what a program writes in place.',
  'json.Redis':
    'as on memory, with one MGET and one EXISTS for the records and images of all requests that come while the last two are in progress. ioredis parses 60 texts of 500 bytes for each.',
  'coldPictures.cpu':
    'of about 10 ms, measured before the small images came from the same decode, the decode that checks the download took 2.4, its header 0.2 and the encoding of the pixels 1.5, together what sharp alone takes in one call. The rest is the main thread for two requests: a download, eleven signatures, the JSON, three hashes, eight calls of the store, and the set-up of three calls of sharp.',
  'coldPictures.storeCalls':
    'six are for the JSON: the record is read before the lease and under it, the entry of the index, the picture and the record are written, and a block of the chat is looked for, so that a chat that is blocked meanwhile stays blocked. Two are for the image: it is written, and then its original is looked for, so that a picture that is erased meanwhile leaves no image.',
  'gatewayMemory.rss':
    'Node with sharp has 105 MB after the first pictures. V8 lets its heap grow to 65 MB. The caches are bounded: 64 MB of images, 24 of originals, 16 of JSON, 10,000 records. After a collection the live heap has 26 MB.',
  'client.mount-initials':
    'measured side by side on a busy machine: 3.9 × with three elements, 2.6 × with one. On the clock, layout and styles take 3 to 5 times as long as those of the floor, and took 16 to 26 times as long. The rest is React: 16 hooks and 7 effects where the floor has 6 and 4.',
  'enricher.cpu':
    'of about 7 ms, decoding the download once takes 3, so that nothing is stored that is no image. The floor decodes as well.',
  'enricher.memory': 'Node, sharp and a hundred chats take 113 MB, a thousand 149 MB; then it stays level.',
  'bytes.gateway-first':
    'as above. The source adds 2.5 kB: the checks of its options, single flight, the queue, requests, answers, streams and errors. They are not loaded on demand: each picture would wait for one more file, and a test with fake timers would wait for ever.',
  'bytes.styles':
    'the sheet has rules for letters, picture, ring, badge, refresh, group, print, forced colours and reduced motion, and against resets. A sheet that loads on demand would change the layout when it arrives.',
  'client.mount-picture':
    'measured side by side on a busy machine: 4.9 × before, 2.5 × now. Styles took 331 ms of the clock for 1,000, and take 20: an element with a CSS animation is resolved twice without a cache, and `all: revert` sets each property. Letters under a known picture are rendered only when it is late. The rest is React: a second component and an `<img>` with 18 props for each avatar.',
  'client.heap-initials':
    'by heap snapshot, in bytes each, floor in brackets, before each context was read once: hooks 512 (192), fibers 422 (313), arrays of dependencies and others 600 (265), functions 312 (172), contexts 240 (72), effects 336 (192), strings 220 (108), and 530 in objects of query options. Before one element for each avatar it was 2.24 ×.',
  'client.heap-picture':
    'as with initials, twice: when the picture is painted the avatar renders again, and React keeps a second copy of its fibers and hooks. By snapshot: fibers 1,870 bytes each, hooks 1,090. The floor never renders again.',
  'client.settled-picture':
    'an avatar changes its state when the picture can be painted: after `load` it waits for `decode()`, which Chromium answers with a frame, and for one pixel as a bitmap, because `decode()` resolves for broken pixels too. By profile, 80 ms go to `createImageBitmap`; the main thread works for 0.9 s, 0.5 for `useQuery` by hand, and waits for 1,000 decodings the rest of the time. The floor stops at `load`, and would show a broken picture.',
};
