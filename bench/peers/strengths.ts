/** Where a peer is better than chat-avatar, found while the page was made. Numbers are those of RESULTS.md. */
export const STRENGTHS: [peer: string, strength: string][] = [
  [
    'Fluent',
    'Presence is built in (`badge={{ status }}`), with icons for colour-blind eyes. Ours takes any element, and draws none.',
  ],
  ['Fluent', 'An inactive face shrinks and pales (`active`), animated. Ours has a ring that stands still.'],
  [
    'Fluent',
    'Mounts 1,000 faces with pictures in 156 ms of CPU, with 4.4 kB of heap each. Ours take 228 ms and 6.0 kB.',
  ],
  ['Fluent', 'Its group has a pie layout, for a chat without a picture of its own.'],
  [
    'MUI',
    'A group spaces itself by a prop (`spacing`), and its surplus takes any element (`renderSurplus`). Ours takes custom properties.',
  ],
  [
    'MUI',
    'Shows 1,000 cached pictures after 0.7 s. Ours take 1.8 s: a face keeps its letters until its picture is decoded.',
  ],
  [
    'MUI',
    'Variants come from a theme, so that one file restyles every face of an application. Ours needs CSS.',
  ],
  [
    'Mantine',
    'Faces take any colour of the theme, filled, light or outlined, by a prop. Ours takes a palette of pairs.',
  ],
  ['Mantine', '9.7 kB of JavaScript. A face with a picture takes 3.2 kB of heap, ours 6.0.'],
  ['Mantine', 'The parts take class names one by one (`classNames`, `styles`).'],
  ['antd', 'Letters shrink until a whole word fits: "USER" stands on a face. Ours cuts to two letters.'],
  ['antd', 'Sizes follow breakpoints (`size={{ xs: 24, md: 40 }}`). Ours needs a class or a CSS length.'],
  ['antd', 'Icons as faces, by a prop. Ours composes them from parts.'],
  [
    'Radix',
    'Far fewer bytes: 2.9 kB of JavaScript and no stylesheet. Ours has 15.3 kB with its requests before the first paint, 21.7 in all, and a stylesheet.',
  ],
  ['Radix', 'Every element is yours. Ours comes with a look and a cache.'],
  [
    'Radix',
    'Mounts 1,000 faces with letters in 39 ms of CPU, and 1,000 with pictures in 152. Ours take 74 and 228.',
  ],
  [
    'Radix',
    '`delayMs` holds the letters back over any picture, for as long as you like. Ours waits over known pictures alone, for 150 ms.',
  ],
  [
    'Base UI',
    'Nearly as small, with 3.9 kB. Its pictures enter and leave by transitions that data attributes start.',
  ],
  [
    'Base UI',
    'Renders 1,000 faces with letters on a server in 10 ms, with 42 bytes of HTML each. Ours take 28 ms and 210 bytes.',
  ],
  [
    'compound-web',
    'Letters and colours agree with Element, so that one person looks alike in both. Ours agrees with itself.',
  ],
  [
    'all of them',
    'A face needs no provider. Ours needs a `QueryClientProvider` and a `ChatPictureProvider` above it.',
  ],
  [
    'all of them',
    'A circle is the default, as in WhatsApp itself. Ours is a square with a small radius, unless `shape` or CSS says otherwise.',
  ],
  ['all of them', 'Each has more users and more years behind it.'],
];
