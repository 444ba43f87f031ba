import { cleanup, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatAvatarGroup, type ChatAvatarProps } from 'chat-avatar';
import { afterEach, describe, expect, it } from 'vitest';
import { type InkBox, inkBoxes } from '../../support/inkBoxes.js';
import { picture, stubSource } from '../../support/sources.js';
import { addStyles, cleanUpPage, show } from './show.js';

afterEach(() => {
  cleanup();
  cleanUpPage();
});

/** What a rule of a page for the elements of a row sets. */
const RULES = [
  'aspect-ratio: 16 / 9',
  'border: 6px solid #ddd',
  'border: 6px solid #ddd; box-sizing: content-box',
  'border-bottom: 10px solid #ddd',
  'display: block',
  'display: flex',
  'display: inline-flex',
  'display: inline-flex; align-items: flex-start; gap: 8px',
  'display: flex; flex-direction: column; justify-content: space-between',
  'display: grid; place-items: start',
  'place-self: start',
  'float: left',
  'font-size: 12px',
  'height: auto; aspect-ratio: 16 / 9',
  'inline-size: 120px; block-size: 120px',
  'inset: 4px',
  'inset: auto',
  'line-height: 3',
  'min-inline-size: 120px; min-block-size: 120px',
  'padding: 8px',
  'padding-left: 24px',
  'position: absolute',
  'text-align: right',
  'text-overflow: ellipsis; white-space: normal; overflow: hidden',
  'vertical-align: top',
];

/** `ring` makes an avatar of parts, in place of one element with its letters or layers. */
const AVATARS: Record<string, Partial<ChatAvatarProps>> = {
  'one element': {},
  parts: { ring: undefined },
};

const SIZE = 80;

const row = (props: Partial<ChatAvatarProps>) => (
  <div
    className="row"
    style={
      {
        '--chat-avatar-background': 'white',
        '--chat-avatar-foreground': 'black',
        minBlockSize: 150,
      } as object
    }
  >
    <ChatAvatar chatId="201234567890@c.us" name="Hank Home" size={SIZE} {...props} />
  </div>
);

/** The middle of the letters, from the middle of the avatar inside its border, and their size, in px. */
async function letters(props: Partial<ChatAvatarProps>): Promise<number[]> {
  const { container, part } = show(row(props));
  const avatar = part('');
  const [ink] = (await inkBoxes(container.firstElementChild as HTMLElement, [avatar])) as [InkBox];
  const { offsetWidth, offsetHeight, clientLeft, clientTop, clientWidth, clientHeight } = avatar;
  cleanup();
  return [
    ink.right * offsetWidth - (clientLeft + clientWidth / 2 - offsetWidth / 2),
    ink.below * offsetWidth - (clientTop + clientHeight / 2 - offsetHeight / 2),
    ink.width * offsetWidth,
    ink.height * offsetWidth,
  ];
}

/** Measured once for all rules: one screenshot less for each. Call it before a rule is added. */
const withoutRule = new Map<string, Promise<number[]>>();
function lettersWithoutRule(name: string): Promise<number[]> {
  const known = withoutRule.get(name) ?? letters(AVATARS[name] ?? {});
  withoutRule.set(name, known);
  return known;
}

describe.each(Object.keys(AVATARS))('in an avatar of %s', (name) => {
  const props = AVATARS[name] ?? {};

  describe.each(['.row > span', '.row span'])('%s', (selector) => {
    it.each(RULES)('{ %s } moves no letter', async (rule) => {
      const before = await lettersWithoutRule(name);
      addStyles(`${selector} { ${rule} }`);
      const after = await letters(props);
      // A middle between two pixels is rounded.
      for (const [at, value] of after.entries())
        expect(Math.abs(value - (before[at] ?? 0))).toBeLessThanOrEqual(1);
    });

    it.each(RULES)('{ %s } moves no picture', async (rule) => {
      addStyles(`${selector} { ${rule} }`);
      const { part } = show(row(props), { source: stubSource(() => picture(blackPicture())) });
      await waitFor(() => part('-image="painted"'));
      const [avatar, image] = [part(''), part('-image')];
      const [outer, inner] = [avatar.getBoundingClientRect(), image.getBoundingClientRect()];
      expect({
        left: inner.left - outer.left,
        top: inner.top - outer.top,
        width: inner.width,
        height: inner.height,
      }).toEqual({
        left: avatar.clientLeft,
        top: avatar.clientTop,
        width: avatar.clientWidth,
        height: avatar.clientHeight,
      });
    });
  });
});

describe.each([
  '.row img { aspect-ratio: 16 / 9; height: auto }',
  '.row img { inset: auto }',
  '.row img { inset: 4px auto auto 4px; float: right }',
  '.row img { max-width: 50%; min-height: 120px }',
])('%s', (rule) => {
  it.each(Object.keys(AVATARS))('moves no picture in an avatar of %s', async (name) => {
    addStyles(rule);
    const { part } = show(row(AVATARS[name] ?? {}), { source: stubSource(() => picture(blackPicture())) });
    await waitFor(() => part('-image="painted"'));
    const [avatar, image] = [part(''), part('-image')].map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { left, top, width, height };
    });
    expect(image).toEqual(avatar);
  });
});

describe('of what is hidden from assistive technology, as the letters are', () => {
  it.each([
    '[aria-hidden] { opacity: 0 }',
    '[aria-hidden="true"] { display: none }',
    '.row span { opacity: 0.01 } .row > span { opacity: 1 }',
  ])('%s hides no letter', async (rule) => {
    const before = await letters({ ring: undefined });
    addStyles(rule);
    expect(await letters({ ring: undefined })).toEqual(before);
  });

  it.each(['[aria-hidden] { opacity: 0 }', '[aria-hidden="true"] { display: none }'])(
    '%s hides no glyph',
    async (rule) => {
      const before = await letters({ ring: undefined, name: '' });
      addStyles(rule);
      expect(await letters({ ring: undefined, name: '' })).toEqual(before);
    },
  );

  it('`.row img { opacity: 0.8 }` shows no picture before it is whole', () => {
    addStyles('.row img { opacity: 0.8 }');
    const { part } = show(
      <div className="row">
        <span data-chat-avatar="">
          <img data-chat-avatar-image="loading" alt="" />
        </span>
      </div>,
    );
    expect(getComputedStyle(part('-image')).opacity).toBe('0');
  });
});

describe('the parts beside the face keep their places', () => {
  const PARTS = [
    '-refresh',
    '-refresh] [data-chat-avatar-glyph',
    '-badge',
    '-lock',
    '-lock] [data-chat-avatar-glyph',
  ];

  async function boxes(): Promise<Record<string, number[]>> {
    const { part } = show(
      <div className="row">
        <ChatAvatar chatId="201234567890@c.us" name="Hank Home" size={SIZE} refreshable restrictedBadge />
      </div>,
      { source: stubSource(() => ({ status: 'restricted' })) },
    );
    await waitFor(() => part('-lock'));
    const avatar = part('').getBoundingClientRect();
    const found = PARTS.map((name) => {
      const { left, top, width, height } = part(name).getBoundingClientRect();
      return [name, [left - avatar.left, top - avatar.top, width, height]];
    });
    cleanup();
    return Object.fromEntries(found);
  }

  it.each([
    '.row button { padding: 8px 16px }',
    '.row button { min-width: 80px; min-height: 44px }',
    '.row button { width: 100%; height: 40px; max-width: 10px }',
    '.row button { margin: 4px }',
    '.row button { border: 1px solid #ccc }',
    '.row button { display: inline-flex; align-items: flex-start; gap: 8px }',
    '.row button { position: relative }',
    '.row span { display: block }',
    '.row span { padding: 8px; margin: 8px }',
    '.row span { position: relative }',
    '.row span { inset: auto; aspect-ratio: 16 / 9 }',
    '.row span > span { width: 100%; min-height: 40px }',
    '.row svg { width: 16px; height: 16px; margin-right: 8px }',
    '.row svg { width: 1em; height: 1em; vertical-align: top }',
    '.row svg { min-width: 60px; max-width: 4px; position: relative; top: 4px }',
    '.row span { place-items: start; place-self: start; gap: 8px }',
  ])('under %s', async (rule) => {
    const before = await boxes();
    addStyles(rule);
    expect(await boxes()).toEqual(before);
  });
});

describe('the remedies of the README', () => {
  /** The boxes of an avatar and of its letters, and of a group, from the left edge of the row. */
  function boxes() {
    const { container } = show(
      <div className="row content">
        <div className="col-auto">
          <ChatAvatar chatId="201234567890@c.us" name="Hank Home" size={SIZE} alt="" />
        </div>
        <ChatAvatarGroup>
          <ChatAvatar chatId="201234567890@c.us" name="Hank Home" />
          <ChatAvatar chatId="201234567891@c.us" name="Ida Ink" />
        </ChatAvatarGroup>
        <ChatAvatar chatId="201234567890@c.us" name="Hank Home" size={SIZE} ring="active" alt="" />
      </div>,
    );
    const found = [
      ...container.querySelectorAll(
        '[data-chat-avatar], [data-chat-avatar-initials], [data-chat-avatar-group]',
      ),
    ].map((element) => {
      const { width, height, x } = element.getBoundingClientRect();
      return [element.checkVisibility({ opacityProperty: true }), width, height, x];
    });
    cleanup();
    return found;
  }

  it.each([
    ['[aria-hidden] { display: none }', '[data-chat-avatar] { display: inline-block; opacity: 1 }'],
    ['[aria-hidden] { opacity: 0 }', '[data-chat-avatar] { display: inline-block; opacity: 1 }'],
    ['.content ul { margin: 1em 0 0 2em }', '.content [data-chat-avatar-group] { margin: 0 }'],
    [
      '.row > * { position: static }',
      '.row > [data-chat-avatar] { position: relative; display: inline-block }',
    ],
    [
      '.row > * { display: inline }',
      '.row > [data-chat-avatar] { position: relative; display: inline-block } .row > :not([data-chat-avatar]) { display: inline-block }',
    ],
  ])('against %s', (rule, remedy) => {
    addStyles('.col-auto { display: inline-block }');
    const before = boxes();
    addStyles(rule);
    expect(boxes()).not.toEqual(before);
    addStyles(remedy);
    expect(boxes()).toEqual(before);
  });
});

it('in a row of Bootstrap an avatar is as wide as the row, and square in a .col-auto', () => {
  addStyles(`
    .row { display: flex; flex-wrap: wrap }
    .row > * { flex-shrink: 0; width: 100%; max-width: 100%; padding-right: 12px; padding-left: 12px }
    .col-auto { flex: 0 0 auto; width: auto }`);
  const avatar = <ChatAvatar chatId="201234567890@c.us" name="Hank Home" size={64} refreshable />;
  const { container } = show(
    <div style={{ width: 400 }}>
      <div className="row">{avatar}</div>
      <div className="row">
        <div className="col-auto">{avatar}</div>
        <div style={{ flex: 1 }}>Hank Home</div>
      </div>
    </div>,
  );
  const boxes = [...container.querySelectorAll('[data-chat-avatar]')].map((element) => {
    const { width, height } = element.getBoundingClientRect();
    return [width, height];
  });
  expect(boxes).toEqual([
    [400, 64],
    [64, 64],
  ]);
});

function blackPicture(): string {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height);
  return canvas.toDataURL();
}
