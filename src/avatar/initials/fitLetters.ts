import { memoizeByText } from '../../lib/memoizeByText.js';
import type { AvatarStyle } from '../AvatarStyle.js';

/**
 * How the letters of other scripts fill as much of the face as Latin capitals, and stand in its middle. One entry for each 128 code
 * points from U+0580 on, empty where letters are like Latin capitals. In base 36: tenths of the Latin font size; the drop of most
 * letters, in 1/25 em; and a step, in 1/100 em. Then the letters and marks that reach up by a step, down by a step, up by two, and
 * down by two. Each stands for its place in its 128 code points, in printable ASCII: `!` is the first place, and the 94th.
 *
 * Most marks of Thai reach by two steps. Sara i reaches by one, so it is in both lists, of up by two and of down by one.
 *
 * The drop is 1em less twice the height of the middle of the ink above the baseline. Measured in Noto, and balanced with the fonts
 * that systems have. The tests measure pixels.
 */
const SCRIPTS =
  "ea8 } +~cca HLQXYbdJ=lmoprs OSTV[gGj DC IMNRZfikB~ccb J m P) '[~cf~egk GHKLMNOPQ IJ~~~d9b )45\"#`afhilm (0>Zbcd~d9d ()*+15@A\"`aim bcd~d9d ()0145\"#`afhilm bcd~dac ()*+0145\"#`afhilm DLbcd~c8d 15` bnc~acd `aghkln '01345?EIQUR=XZb~b8d 0 &'(137=DMS_i~cbc )4568;ABEGIKOPQVWXYZ _i~abd `a '()*+/01bcd~b4c kst{ ;=>NRUX[bcdeuw  &'(*,-P^f~fb6 M U <>@MRTUVWXhijklm ./01EGYZ~fbb <>@MRTUVWXhijklm ./01EGYZ~d7~d7~ccc NOSW PQX\\^_  )*+,-.5<ADF~ccc \"$%,-/024rw|} #'(*+.3stuvz{~~~~~~~~~~~~~~e9d XYZ[cgl *B\\]^s".split(
    '~',
  );

/**
 * The size and the place of the letters, for the stylesheet. `undefined` where they are those of Latin capitals on a face of common
 * size. Nothing is measured at run time: a server gives the same answer.
 */
export function fitLetters(letters: string, isSmall: boolean): AvatarStyle | undefined {
  return isSmall ? readFit(letters, true) : (fitOf(letters) ?? undefined);
}

/** Avatars with the same letters share one object. A memo keeps no `undefined`. */
const fitOf = memoizeByText((letters) => readFit(letters, false) ?? null, 1_000);

function readFit(letters: string, isSmall: boolean): AvatarStyle | undefined {
  const code = letters.charCodeAt(0);
  const [numbers, ...reach] = SCRIPTS[(code >> 7) - 11]?.split(' ') ?? [];
  // N'Ko and its neighbours, beside Thaana in the same 128, are like capitals.
  if (!numbers || (code > 0x7bf && code < 0x900)) return fitCapitals(letters, isSmall);
  const [scale, drop, step = 0] = [...numbers].map((digit) => Number.parseInt(digit, 36)) as [number, number];
  const [up, down, high, low] = reach.map((places) =>
    [...letters].some((letter) =>
      places.includes(String.fromCharCode(33 + ((letter.charCodeAt(0) & 127) % 93))),
    ),
  );
  // A letter that reaches up and a mark that reaches down leave the middle where it is.
  const level = (high ? 2 : up ? 1 : 0) - (low ? 2 : down ? 1 : 0);
  return {
    // Two letters, or one with marks, need more room.
    '--_ca-fit': ((letters[1] ? 8.5 : 10) * scale) / 100,
    '--_ca-drop': `${(2 * drop - step * level) / 50}em`,
  };
}

/**
 * Accents, cedillas and tails of capitals, in 1/25 em: the mean of common fonts. In some, J and Q have no tail. Vietnamese puts two
 * accents on one letter; a horn (U+031B) reaches neither up nor down.
 */
function fitCapitals(letters: string, isSmall: boolean): AvatarStyle | undefined {
  const parts = letters.normalize('NFD');
  const accents = /[A-ZА-Я].??([\u0300-\u0315]+)/.exec(parts)?.[1];
  const above = accents ? 2 + 3 * accents.length : 0;
  const below = /[\u0323-\u0328ДЦЩ]/.test(parts) ? 5 : /[JQ]/.test(parts) ? 3 : 0;
  if (!isSmall && above === below) return undefined;
  return {
    '--_ca-fit': isSmall ? 1.25 : undefined,
    '--_ca-drop': above === below ? undefined : `${(7 + below - above) / 25}em`,
  };
}
