import type { Complexion } from '../../Person.js';
import { createRandom, hash } from '../../random.js';
import { type Color, hex } from '../color.js';
import type { Subject } from '../Subject.js';

export type HairStyle = keyof typeof STYLES.woman | keyof typeof STYLES.man;
export type Garment = 'tee' | 'stripes' | 'v-neck' | 'shirt' | 'hoodie' | 'blazer' | 'turtleneck';
export type Beard = 'none' | 'stubble' | 'full' | 'moustache' | 'goatee';

/** Everything that is drawn of one person. */
export interface Look {
  skin: Color;
  hairColor: Color;
  hair: HairStyle;
  beard: Beard;
  /** Part of the face, 0 (narrow chin) to 1 (wide jaw). */
  jaw: number;
  woman: boolean;
  brows: 'soft' | 'straight' | 'raised';
  nose: 'round' | 'line' | 'shadow';
  lashes: boolean;
  freckles: boolean;
  earrings: boolean;
  glasses: 'none' | 'round' | 'square';
  eyes: 'open' | 'smiling';
  mouth: 'smile' | 'grin' | 'laugh' | 'calm';
  garment: Garment;
  cloth: Color;
  accent: Color;
  backdrop: Color;
  scenery: 'plain' | 'disc' | 'arch' | 'hills' | 'light';
}

/** How often each style is worn. */
const STYLES = {
  woman: { long: 4, waves: 4, bob: 3, bun: 3, tail: 2, curls: 3, pixie: 2, lob: 3, braids: 1, scarf: 0 },
  man: {
    crop: 3,
    parted: 4,
    quiff: 4,
    curly: 3,
    buzz: 2,
    bald: 1,
    shaggy: 2,
    topknot: 1,
    beanie: 1,
    turban: 0,
  },
};

interface Tones {
  skin: readonly [string, ...string[]];
  hair: readonly [string, ...string[]];
}

const COMPLEXIONS: Record<Complexion, Tones> = {
  fair: {
    skin: ['#ffe0cd', '#fbd2b9', '#f5c6a6'],
    hair: ['#2f2326', '#4d3429', '#6e4830', '#a8713e', '#dba85f', '#b9542f'],
  },
  olive: { skin: ['#f0c6a0', '#e3b087', '#d59d72'], hair: ['#1f1a1e', '#352520', '#4c3326'] },
  golden: { skin: ['#fbdfc0', '#f4cfa6', '#e8bd90'], hair: ['#17151b', '#221d22', '#33262a'] },
  brown: { skin: ['#cb9468', '#b87e54', '#a26c46'], hair: ['#17141a', '#231b1e', '#2c2020'] },
  deep: { skin: ['#9a6644', '#845540', '#704a38'], hair: ['#141218', '#1f181b', '#2a1e1e'] },
};

const GREY = ['#8f8d95', '#c9c6cb'] as const;

const BACKDROPS = [
  '#ffd8c4',
  '#ffe3a3',
  '#cfe6ff',
  '#d3f0dc',
  '#e3dbff',
  '#ffd3e0',
  '#c6ecee',
  '#f4e2cf',
  '#dbe3f7',
  '#f7c6ae',
  '#bfe5cf',
  '#f7d68c',
  '#a9caf7',
  '#f4b9c8',
  '#7fa6ee',
  '#58b5a5',
  '#f29a70',
  '#a48ae0',
  '#eb8aa2',
  '#e9c46a',
] as const;

const CLOTHS = [
  '#2f4b7c',
  '#3b6fd4',
  '#1f8a83',
  '#d95d4a',
  '#f2f0ea',
  '#2b2d3a',
  '#e8a33d',
  '#7b5cc4',
  '#4d8f5b',
  '#c94f7c',
  '#8b5e3c',
  '#5d6b7a',
  '#f4c7b5',
  '#bcd7ee',
] as const;

/** Skin, hair and features depend on the seed alone; clothes, place and mood also on the version. */
export function createLook({ seed, version, kind, complexion }: Subject): Look {
  const self = createRandom(seed);
  const day = createRandom(hash(`${seed}/${version}`, 5));
  const woman = kind === 'woman';
  const tone = complexion ?? self.pick(['fair', 'olive', 'golden', 'brown', 'deep']);
  const { skin, hair: hairs } = COMPLEXIONS[tone];
  const hair = chooseStyle(woman, tone, self.next());
  const grey = self.chance(0.1);
  const backdrop = day.pick(BACKDROPS);
  const cloth = pickApart(day.next(), backdrop);
  return {
    skin: hex(self.pick(skin)),
    hairColor: hex(grey ? self.pick(GREY) : self.pick(hairs)),
    hair,
    beard: woman ? 'none' : chooseBeard(hair, self.next()),
    jaw: woman ? self.between(0, 0.45) : self.between(0.4, 1),
    woman,
    brows: self.pick(['soft', 'straight', 'raised']),
    nose: self.pick(['round', 'line', 'shadow']),
    lashes: woman && self.chance(0.6),
    freckles: tone === 'fair' && self.chance(0.25),
    earrings: woman && hair !== 'scarf' && self.chance(0.45),
    glasses: self.chance(0.24) ? self.pick(['round', 'square']) : 'none',
    // A thin dark line does not show on dark skin.
    eyes: day.chance(0.2) && tone !== 'deep' ? 'smiling' : 'open',
    mouth: day.pick(['smile', 'smile', 'grin', 'laugh', 'calm']),
    garment: day.pick(woman ? WOMENS : MENS),
    cloth,
    accent: pickApart(day.next(), hex('#808080'), cloth),
    backdrop: hex(backdrop),
    scenery: day.pick(['plain', 'plain', 'disc', 'arch', 'hills', 'light']),
  };
}

const MENS = ['tee', 'stripes', 'shirt', 'hoodie', 'blazer', 'turtleneck', 'shirt'] as const;
const WOMENS = ['tee', 'stripes', 'v-neck', 'shirt', 'blazer', 'turtleneck', 'v-neck', 'hoodie'] as const;

function chooseStyle(woman: boolean, tone: Complexion, share: number): HairStyle {
  const weights: Record<string, number> = { ...(woman ? STYLES.woman : STYLES.man) };
  if (woman && tone === 'olive') weights.scarf = 9;
  if (woman && tone === 'brown') weights.scarf = 3;
  if (!woman && tone === 'brown') weights.turban = 2;
  if (tone === 'deep') {
    weights.curls = woman ? 9 : 0;
    weights.braids = woman ? 4 : 0;
    weights.buzz = woman ? 0 : 6;
    weights.curly = woman ? 0 : 6;
  }
  const entries = Object.entries(weights).filter(([, weight]) => weight > 0);
  let left = share * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [style, weight] of entries) {
    left -= weight;
    if (left < 0) return style as HairStyle;
  }
  return woman ? 'long' : 'parted';
}

function chooseBeard(hair: HairStyle, share: number): Beard {
  if (hair === 'turban') return 'full';
  if (hair === 'bald') return share < 0.6 ? 'full' : 'stubble';
  if (share < 0.5) return 'none';
  if (share < 0.68) return 'stubble';
  if (share < 0.86) return 'full';
  return share < 0.94 ? 'goatee' : 'moustache';
}

/** A cloth that contrasts with the backdrop. */
function pickApart(share: number, ...others: (string | Color)[]): Color {
  const colors = others.map((other) => (typeof other === 'string' ? hex(other) : other));
  const distance = (a: Color, b: Color) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  const fitting = CLOTHS.map(hex).filter((cloth) => colors.every((color) => distance(cloth, color) > 110));
  return fitting[Math.floor(share * fitting.length)] ?? hex('#2b2d3a');
}
