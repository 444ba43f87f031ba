/** By part and row. Why a row misses its target: where the time or the bytes go, and what keeps them. Shown while the row misses. */
export const explanations: Record<string, string> = {
  'bytes.avatar-first':
    'what the refresh button does, and the refresh itself (6 kB), load on demand. The rest is in the first render, or must work when the network does not. By statement left out in turn, of 11.5 kB in brotli: 37 `import` statements of React and TanStack Query 0.54, which an application that bundles React does not have; the element of an image with its decoding and its checks 0.6; the first state of the refresh button 0.5; the hook that joins chat and look 0.38; the look 0.38; tables and sizes of the letters of other scripts 0.52; initials 0.7; 16 colours 0.24; errors 0.26; layers of images and their states 0.7; the composed parts 0.3; query options, freshness and retries 0.5; chat ids 0.16. Shorter names of inner properties would save 0.23 in all. No part is larger than 0.7, so 4.5 is not reached without leaving out several rules.',
  'serverRender.html-picture':
    'three bytes too many: the HTML of a name such as "Mona Doe" takes 420. Initials with J, Q, an accent or a cedilla, one name in five here, carry 17 bytes more, which move them into the middle of the face.',
  'images.gateway':
    'by CPU profile under 64 connections, the code of the gateway takes 7 % of the time of a request (three headers, four clocks, and the URL, the host, the format and the bytes in maps), `end` of `node:http` with its `writev` 80 %, and `writeHead` 10 %, which the floor has too. That is a ratio of 0.92; the rounds lie between 0.4 and 1.4, because nearly all of the time is in the kernel.',
  'images.serve':
    'by CPU profile, 42 µs for a request, of which 4.5 are the code of `serve`, half of it the histogram and the line of the log that is not written; the floor takes 43 µs in the same profile. As with the gateway, the rounds differ more than that.',
  'json.memory':
    'an answer of the last second is sent again after `authorize`, without a look at the store. What remains beside `node:http` is the adapter that makes the `Request` for `authorize`. Once a second, and after each write by the process, one request reads the 60 records and looks for their images.',
  'json.folder':
    'as on memory. The one request of each second takes two calls of the file system for each chat: open, fstat, read and close for the record, and stat for the image, each on a thread.',
  'json.Redis': 'as on memory, with one MGET and one EXISTS for the one request of each second.',
  'coldPictures.cpu':
    'by thread, in ms, beside sharp alone in brackets: 2.4 (2.4) in the workers of libvips, 3.5 (2.0) in the threads of libuv and V8, and 4.3 (0.5) on the main thread. The decode that checks the download and the encoding of its pixels take together what sharp alone takes in one call, but they are three calls of sharp with the header, and by CPU profile their set-up takes 40 % of the main thread. The rest is flat, and much of it runs before V8 has compiled it: 8 % collect garbage, 12 % are web requests, responses and streams, 5 % signatures and hashes, 2 % caches, 2 % queues. One call of sharp for check and image would need the width and format before a browser has asked for them.',
  'coldPictures.storeCalls':
    'six are for the JSON: the record is read before the lease and under it, the entry of the index, the picture and the record are written, and a block of the chat is looked for, so that a chat that is blocked meanwhile stays blocked. Two are for the image: it is written, and then its original is looked for, so that a picture that is erased meanwhile leaves no image.',
  'gatewayMemory.rss':
    'of 219 MB after 20,000 requests over 10,000 chats: 119 the heap of V8, 23 the bytes in caches, 77 Node and sharp. After a collection the live heap has 45 to 58 MB, of which 18 are code, and 3.7 kB for each chat: record, text and JSON. The caches are bounded: 64 MB of images, 24 of originals, 16 of JSON, 4 of answers, 10,000 records. On a machine with 24 GB, V8 lets the heap grow to about four times the live one before it collects: 374 MB after 100,000 requests, beside other work. With `NODE_OPTIONS=--max-old-space-size=256` the same gateway stays at 208 MB after 45,000, of which 112 are the heap. A library cannot set that for its process.',
  'client.mount-initials':
    'by a profile of Chromium for 1,000: layout was 115 of the clock while each face was a grid, and is 42 ms now that it is a line; the render and its hooks are below 40, custom properties of the inline style 21. Each face has a strut, so that the middle of the ink stands in its middle in any font, and each of its letters has a size of its own; the floor is a line of text with one size. The rest is React: 14 hooks and 6 effects where the floor has 6 and 4.',
  'enricher.cpu':
    'by thread, in ms, beside the floor in brackets: 1.3 (1.3) in the workers of libvips, 3.9 (2.4) in the threads of libuv and V8, 3.7 (0.8) on the main thread. By CPU profile, a quarter of the main thread starts calls of the file system: three files that are flushed and renamed where the floor writes two that a power cut may tear, the claim of the lease with two looks at its folder, and three looks for records and blocks. 13 % are the set-up of sharp, for a header and a decode, and 8 % the download.',
  'enricher.memory':
    'Node, sharp and a hundred chats take 113 MB, a thousand 149 MB; then it stays level up to 10,000. The report names the outcome of each chat.',
  'bytes.gateway-first':
    'as above. The source adds 2.5 kB: the checks of its options, single flight, the queue, requests, answers, streams and errors. They are not loaded on demand: each picture would wait for one more file, and a test with fake timers would wait for ever.',
  'bytes.styles':
    'the sheet has rules for letters, picture, ring, badge, refresh, group, print, forced colours and reduced motion, and against resets. A sheet that loads on demand would change the layout when it arrives.',
  'client.mount-picture':
    'styles took 331 ms of the clock for 1,000, and take 20: an element with a CSS animation is resolved twice without a cache, and `all: revert` sets each property. Letters under a known picture are not displayed before it is late. The rest is React: a second component for the image with the refs that watch it, an element for the letters, and an `<img>` with 18 props for each avatar, where the floor has an `<img>` with two.',
  'client.heap-initials':
    'by heap snapshot, in bytes each, floor in brackets, before each context was read once: hooks 512 (192), fibers 422 (313), arrays of dependencies and others 600 (265), functions 312 (172), contexts 240 (72), effects 336 (192), strings 220 (108), and 530 in objects of query options. Before one element for each avatar it was 2.24 ×.',
  'client.heap-picture':
    'it was 10.6 kB while each avatar rendered again for its late letters and for the painted picture, because React then keeps a second copy of fibers and hooks. Now a known picture is one render, and takes 7.1 kB. Of these, 5.2 are what an avatar with initials has; the image adds 1.9: the fibers and props of its component, of the `<img>` and of the letters, the closures that check its pixels, and its layer.',
  'client.settled-picture':
    'an avatar shows its picture when it can be painted: after `load` it waits for `decode()`, which Chromium answers with a frame, and for one pixel as a bitmap, because `decode()` resolves for broken pixels too. By profile, 80 ms go to `createImageBitmap`. It renders no more than once, and the rest of the time it waits for 1,000 decodings, as `useQuery` by hand does, which takes 1.34 × itself. The floor stops at `load`, and would show a broken picture.',
  'bytes.initials-first':
    'of 925 bytes, by statement left out in turn: the patterns of phone numbers, brackets, separators and alphabets 200, the steps 190, letters and emoji with their marks 150, letters of mathematics, circles and squares 170, characters that draw nothing 80. Literal marks in place of escapes would save 7 bytes, ranges in place of names of scripts none.',
  'serverRender.render-picture':
    'before, React wrote a preload for each eager image and kept a map of them; without it `renderToString` takes a fifth less CPU. What remains beside letters is two more elements with eleven attributes, a second component, and its hooks; the floor renders one `<img>` with four attributes.',
  'longList.work':
    'by the clocks of Chromium, a frame in which eight rows appear and eight go took 3.6 ms of CPU without avatars and 6.5 with them: 0.35 ms for each avatar that mounts and unmounts. About half of it is script (the render with its hooks, the entry in the cache with its timer, the observer of the viewport), a quarter was layout, a tenth is styles. Since then the layout is a line, and an avatar that comes near does not render again. The target leaves 0.18 ms; to mount `useQuery` by hand with a span takes 0.09, and to unmount it comes on top.',
};
