import { cleanup } from '@testing-library/react';
import { ChatAvatar, type ChatAvatarProps } from 'chat-avatar';
import { afterEach, expect, it } from 'vitest';
import { type InkBox, inkBoxes } from '../../support/inkBoxes.js';
import { addStyles, cleanUpPage, show } from './show.js';

afterEach(() => {
  cleanup();
  cleanUpPage();
});

/** What a rule of the page for the elements of a row may set, such as `.row > span`. */
const RULES = [
  'border: 6px solid #ddd',
  'border: 6px solid #ddd; box-sizing: content-box',
  'border-bottom: 10px solid #ddd',
  'display: block',
  'display: flex',
  'display: inline-flex',
  'float: left',
  'font-size: 12px',
  'inline-size: 120px; block-size: 120px',
  'line-height: 3',
  'min-inline-size: 120px; min-block-size: 120px',
  'padding: 8px',
  'padding-left: 24px',
  'position: absolute',
  'text-align: right',
  'text-overflow: ellipsis; white-space: normal; overflow: hidden',
  'vertical-align: top',
];

/** One of the 80 px of the avatar. The layouts round differently. */
const ONE_PIXEL = 1 / 80;

async function letters(props: Partial<ChatAvatarProps>): Promise<InkBox> {
  const colors = { '--chat-avatar-background': 'white', '--chat-avatar-foreground': 'black' };
  const { container } = show(
    <div className="row" style={{ ...colors, minBlockSize: 150 } as object}>
      <ChatAvatar chatId="201234567890@c.us" name="Hank Home" size={80} {...props} />
    </div>,
  );
  const row = container.firstElementChild as HTMLElement;
  const [ink] = await inkBoxes(row, row.children);
  cleanup();
  return ink as InkBox;
}

it.each(RULES)(
  'letters stand where those of an avatar of parts do, under .row > span { %s }',
  async (rule) => {
    addStyles(`.row > span { ${rule} }`);
    const ofParts = await letters({ ring: undefined });
    const ink = await letters({});
    for (const side of ['right', 'below', 'width', 'height'] as const) {
      expect(Math.abs(ink[side] - ofParts[side]), side).toBeLessThanOrEqual(ONE_PIXEL + 1e-9);
    }
  },
);
