/** Where a peer is better than chat-avatar, found while the page was made. */
export const STRENGTHS: [peer: string, strength: string][] = [
  [
    'Fluent',
    'Presence is built in (`badge={{ status }}`), with icons for colour-blind eyes. Ours takes any element, and draws none.',
  ],
  ['Fluent', 'An inactive face shrinks and pales (`active`), animated. Ours has a ring that stands still.'],
  ['Fluent', 'Its group has a pie layout, for a chat without a picture of its own.'],
  [
    'MUI',
    'A group spaces itself by a prop (`spacing`), and its surplus takes any element (`renderSurplus`). Ours takes custom properties.',
  ],
  [
    'MUI',
    'Variants come from a theme, so that one file restyles every face of an application. Ours needs CSS.',
  ],
  [
    'Mantine',
    'Faces take any colour of the theme, filled, light or outlined, by a prop. Ours takes a palette of pairs.',
  ],
  ['Mantine', 'The parts take class names one by one (`classNames`, `styles`).'],
  ['antd', 'Letters shrink until a whole word fits: "USER" stands on a face. Ours cuts to two letters.'],
  ['antd', 'Sizes follow breakpoints (`size={{ xs: 24, md: 40 }}`). Ours needs a class or a CSS length.'],
  ['antd', 'Icons as faces, by a prop. Ours composes them from parts.'],
  [
    'Radix',
    'Far fewer bytes, no stylesheet, and every element is yours. Ours comes with a look and a cache.',
  ],
  [
    'Radix',
    '`delayMs` holds the letters back over any picture, for as long as you like. Ours waits over known pictures alone, for 150 ms.',
  ],
  ['Base UI', 'As small, and its pictures enter and leave by transitions that data attributes start.'],
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
