import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import interVietnamese from '@fontsource-variable/inter/files/inter-vietnamese-wght-normal.woff2?url';
import { cleanup } from '@testing-library/react';
import { ChatAvatar, type ChatAvatarProps } from 'chat-avatar';
import { show } from '../../chat-avatar/look/show.js';
import noto from '../../support/fonts/alphabets/NotoSans.woff2?url';
import { type InkBox, inkBoxes } from '../../support/inkBoxes.js';
import { letterFamily } from '../../support/letterFonts.js';

const SIDE = 130;
/** A pixel at each end of the ink is more or less dark. */
export const HALF_A_PIXEL = 0.5 / SIDE;

const BLACK_ON_WHITE = { '--chat-avatar-background': 'white', '--chat-avatar-foreground': 'black' } as object;

export interface FirstFont {
  /** The files of its alphabets. */
  urls: string[];
  metrics?: FontFaceDescriptors;
}

/** Fonts that come first in a page: their metrics differ, and move no letter. Segoe UI has the highest line of all system fonts. */
export const FIRST_FONTS = {
  NotoSans: { urls: [noto] },
  Inter: { urls: [inter, interVietnamese] },
  'the metrics of Segoe UI': {
    urls: [noto],
    metrics: { ascentOverride: '107.9%', descentOverride: '25.1%' },
  },
} satisfies Record<string, FirstFont>;

/** All names in screenshots of this many. */
const ON_SCREEN = 120;

export type MeasuredProps = Omit<Partial<ChatAvatarProps>, 'size'> & { size?: number };

/**
 * The ink of the letters of each name, in a page with this font.
 *
 * @param size of the faces in px. They are magnified to {@link SIDE}, so that their pixels are as many.
 */
export async function measureLetters(
  allNames: readonly string[],
  font: string,
  { urls, metrics }: FirstFont,
  { size = SIDE, ...props }: MeasuredProps = {},
): Promise<Map<string, InkBox>> {
  const family = font.replaceAll(' ', '');
  for (const url of urls) {
    document.fonts.add(await new FontFace(family, `url(${url})`, { weight: '100 900', ...metrics }).load());
  }
  const boxes = new Map<string, InkBox>();
  for (let first = 0; first < allNames.length; first += ON_SCREEN) {
    const names = allNames.slice(first, first + ON_SCREEN);
    const { container } = show(
      <div
        style={{
          ...BLACK_ON_WHITE,
          fontFamily: await letterFamily(family),
          fontSize: 0,
          width: 10 * size,
          zoom: SIDE / size,
        }}
      >
        {names.map((name) => (
          <ChatAvatar key={name} chatId="201234567890@c.us" name={name} size={size} {...props} />
        ))}
      </div>,
    );
    const stage = container.firstElementChild as HTMLElement;
    const measured = await inkBoxes(stage, stage.children);
    for (const [index, name] of names.entries()) boxes.set(name, measured[index] as InkBox);
    cleanup();
  }
  return boxes;
}
