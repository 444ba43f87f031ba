// Searches the colours of src/avatar/colors/palette.ts and prints them: node build/searchPalette.js [seed] [moves]
//
// Simulated annealing in OKLCH. 16 colours on two steps of lightness, one of them neutral, for light pages and for dark ones. The
// same arguments print the same palette. test/avatar/colors.test.ts measures the result.
import {
  clampChroma,
  converter,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  formatHex,
  parse,
  wcagContrast,
} from 'culori';

const [seed = 2, moves = 100_000] = process.argv.slice(2).map(Number);

const COUNT = 16;
/** The differences (CIEDE2000) to reach: by normal sight, and with each of the three deficiencies. */
const APART = [10.6, 6.4, 6.4, 6.4];
/** The contrast of letters. Above 7, so that rounding cannot fall below it. */
const CONTRAST = 7.05;

/** Lightness (least and most) and chroma (wanted) of the backgrounds, by page and step. */
const STEPS = {
  light: [
    { lightness: [0.875, 0.935], chroma: 0.075 },
    { lightness: [0.77, 0.83], chroma: 0.11 },
  ],
  dark: [
    { lightness: [0.42, 0.475], chroma: 0.09 },
    { lightness: [0.32, 0.38], chroma: 0.075 },
  ],
};
const PAGES = /** @type {const} */ (['light', 'dark']);

const toLab = converter('lab65');
const toRgb = converter('rgb');
const difference = differenceCiede2000();
const eyes = [(color) => color, filterDeficiencyProt(1), filterDeficiencyDeuter(1), filterDeficiencyTrit(1)];

/** Mulberry32. */
let state = seed;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let bits = Math.imul(state ^ (state >>> 15), 1 | state);
  bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
  return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
}

const clamp = (value, least, most) => Math.max(least, Math.min(most, value));
/** Between -1 and 1, most often near 0. */
const small = () => ((random() + random() + random()) * 2) / 3 - 1;

const toGamut = (l, c, h) => clampChroma({ mode: 'oklch', l, c, h }, 'oklch', 'rgb');

/** The nearest colour of three hexadecimal digits, which is exact enough for letters. */
function toShortHex(color) {
  const { r, g, b } = toRgb(color);
  return `#${[r, g, b].map((channel) => Math.round(clamp(channel, 0, 1) * 15).toString(16)).join('')}`;
}

/** One colour: `genes` are what the search changes. */
function express(genes) {
  const color = { genes };
  for (const page of PAGES) {
    const step = STEPS[page][genes.step];
    const gene = genes[page];
    gene.l = clamp(gene.l, ...step.lightness);
    gene.c = genes.neutral ? 0 : clamp(gene.c, 0.045, 0.135);
    gene.turn = clamp(gene.turn, -12, 12);
    const hex = formatHex(toGamut(gene.l, gene.c, genes.hue + gene.turn));
    color[page] = { hex, seen: eyes.map((eye) => toLab(eye(parse(hex)))) };
  }
  return color;
}

/** How much two colours resemble each other beyond what is allowed. */
function resemblance(one, other) {
  let cost = 0;
  for (const page of PAGES) {
    for (const [eye, wanted] of APART.entries()) {
      const missing = wanted - difference(one[page].seen[eye], other[page].seen[eye]);
      if (missing > 0) cost += missing * missing * (eye ? 2 : 1);
    }
  }
  if (one.genes.neutral || other.genes.neutral) return cost;
  const turn = Math.abs(one.genes.hue - other.genes.hue) % 360;
  const crowded = (one.genes.step === other.genes.step ? 36 : 10) - Math.min(turn, 360 - turn);
  return crowded > 0 ? cost + (crowded / 10) ** 2 * 0.4 : cost;
}

/** How far a colour is from the middle of its step: even steps look like one family. */
function unevenness({ genes }) {
  let cost = 0;
  for (const page of PAGES) {
    const { lightness, chroma } = STEPS[page][genes.step];
    const [least, most] = lightness;
    cost += ((genes[page].l - (least + most) / 2) / 0.02) ** 2 * 0.1;
    if (!genes.neutral)
      cost += ((genes[page].c - chroma) / 0.02) ** 2 * 0.15 + (genes[page].turn / 10) ** 2 * 0.1;
  }
  return cost;
}

function changed({ genes }, reach) {
  const next = structuredClone(genes);
  if (random() < 0.4) next.hue = (next.hue + small() * 40 * reach + 360) % 360;
  for (const page of PAGES) {
    if (random() < 0.3) next[page].l += small() * 0.05 * reach;
    if (random() < 0.3) next[page].c += small() * 0.06 * reach;
    if (random() < 0.2) next[page].turn += small() * 12 * reach;
  }
  return express(next);
}

function search() {
  const colors = Array.from({ length: COUNT }, (_, index) => {
    const step = index % 2;
    const gene = (page) => ({ l: STEPS[page][step].lightness[0], c: STEPS[page][step].chroma, turn: 0 });
    const hue = (index * 360) / (COUNT - 1) + random() * 10;
    return express({ step, hue, neutral: index === COUNT - 1, light: gene('light'), dark: gene('dark') });
  });
  const costOf = (color, index) =>
    colors.reduce(
      (sum, other, at) => (at === index ? sum : sum + resemblance(color, other)),
      unevenness(color),
    );
  for (let move = 0; move < moves; move += 1) {
    const done = move / moves;
    const temperature = 8 * (0.001 / 8) ** done;
    const index = Math.floor(random() * COUNT);
    const next = changed(colors[index], Math.max(0.15, 1 - done));
    const worse = costOf(next, index) - costOf(colors[index], index);
    if (worse <= 0 || random() < Math.exp(-worse / temperature)) colors[index] = next;
  }
  return colors;
}

/** Letters in the hue of their background: the first of the lightnesses that reaches the contrast, or the last. */
function lettersOn(background, hue, chroma, lightnesses) {
  const all = lightnesses.map((l) => toShortHex(toGamut(l, chroma, hue)));
  return all.find((hex) => wcagContrast(background, hex) >= CONTRAST) ?? all.at(-1);
}
const FROM_DARK = Array.from({ length: 30 }, (_, i) => 0.38 - i * 0.01);
const FROM_LIGHT = Array.from({ length: 11 }, (_, i) => 0.9 + i * 0.01);

/** Five steps at a time around the wheel, so that colours that follow each other differ. */
const inOrder = (colors) => colors.map((_, index) => colors[(index * 5) % colors.length]);

const found = search().sort(
  (a, b) => Number(a.genes.neutral) - Number(b.genes.neutral) || a.genes.hue - b.genes.hue,
);
for (const { genes, light, dark } of inOrder(found)) {
  const letters = [
    lettersOn(light.hex, genes.hue, genes.neutral ? 0 : 0.09, FROM_DARK),
    lettersOn(dark.hex, genes.hue, genes.neutral ? 0 : 0.04, FROM_LIGHT),
  ];
  console.log([light.hex, letters[0], dark.hex, letters[1]].join(' '));
}
const least = (page, eye) =>
  Math.min(
    ...found.flatMap((one, index) =>
      found.slice(index + 1).map((other) => difference(one[page].seen[eye], other[page].seen[eye])),
    ),
  );
for (const page of PAGES) {
  console.error(page, 'least differences:', ...eyes.map((_, eye) => least(page, eye).toFixed(2)));
}
