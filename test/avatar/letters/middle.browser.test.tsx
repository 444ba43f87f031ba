import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import interVietnamese from '@fontsource-variable/inter/files/inter-vietnamese-wght-normal.woff2?url';
import { cleanup } from '@testing-library/react';
import { ChatAvatar, type ChatAvatarProps } from 'chat-avatar';
import { beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import styles from '../../../src/avatar/styles.css?inline';
import { show } from '../../chat-avatar/look/show.js';
import noto from '../../support/fonts/alphabets/NotoSans.woff2?url';
import { type InkBox, inkBoxes } from '../../support/inkBoxes.js';
import { letterFamily } from '../../support/letterFonts.js';

/** Names whose letters the bundled fonts have. */
const SCRIPTS: Record<string, string[]> = {
  Latin: ['Mona Howard', 'Madonna', 'İrem Şahin', '3M Company', 'Émile', 'Şahin', 'Ģirts', 'Ķ', 'Țepeș'],
  Vietnamese: ['Ấn', 'Ổ', 'Ậ', 'Ộ', 'Ạ', 'Ơn', 'Ở', 'Ự', 'Ợ', 'Ụ', 'Ặ'],
  Greek: ['Γιώργος Παππάς', 'Ελένη'],
  Cyrillic: ['Олег Иванов', 'Мария', 'Щукин', 'Дмитрий', 'Цой'],
  Hebrew: ['שרה כהן', 'מאיה אבן', 'נועה', 'לאה', 'קרן', 'ליאור לוי', 'קרן קפלן', 'לאה קפלן'],
  Arabic: [
    'محمد علي',
    'أحمد',
    'خالد',
    'سارة',
    'ابراهيم',
    'نور',
    'فاطمة',
    'پریسا',
    'حسن',
    'كريم',
    'طارق',
    'ليلى',
    'يوسف',
    'عمر',
    'صلاح',
  ],
  Thaana: ['ހުސެއިން'],
  Devanagari: ['नरेंद्र', 'प्रिया', 'सुनीता', 'राहुल', 'अमित', 'कमल', 'क्षिति', 'ईशा', 'पीहू'],
  Bengali: ['মনির', 'ক্ষিতীশ', 'সুমন', 'রাজা', 'অনিল', 'ইমরান'],
  Gurmukhi: ['ਗੁਰ', 'ਸੁਖ', 'ਹਰਿ', 'ਮਨ', 'ਇੰਦਰ'],
  Gujarati: ['મનન', 'નરેશ', 'સુરેશ', 'અનિલ'],
  Oriya: ['କମଳ', 'ରାଜା', 'ମାନସୀ', 'ଅନିଲ', 'ପ୍ରିୟା', 'ପ୍ରକାଶ', 'ସ୍ମିତା', 'ନିତି'],
  Tamil: ['கமல்', 'முருகன்', 'ராஜா', 'அனில்', 'ஆனந்த்'],
  Telugu: ['కమల', 'రామ', 'సురేష్', 'అనిల్', 'వరుణ్'],
  Kannada: ['ಕಮಲ', 'ರಾಮ', 'ಅನಿಲ್'],
  Malayalam: ['കമല', 'സുരേഷ്', 'അനിൽ', 'എം'],
  Sinhala: ['කමල්', 'සනත්', 'නිමල්', 'අනුර'],
  Thai: ['สมชาย ใจดี', 'เอก', 'แม่', 'สุดา', 'กมล', 'ญาดา', 'ปวีณา', 'พิชัย', 'ศิริ', 'วิชัย', 'วีณา', 'วันดี'],
  Lao: ['ເອກ', 'ໃຈ', 'ບຸນ', 'ປ'],
  Tibetan: ['བསྟན་འཛིན', 'པ'],
  Myanmar: ['ကမ', 'မောင်', 'သန်း'],
  Khmer: ['សុខ', 'មករា'],
  Georgian: [
    'გიორგი ბერიძე',
    'ნინო',
    'მარიამ',
    'დავით',
    'თამარ',
    'ქეთევან',
    'ლევან',
    'ზურაბ',
    'რუსუდან',
    'უჩა',
    'ტარიელ',
  ],
  Armenian: ['Արամ Գևորգյան'],
  Ethiopic: ['አበበ ቢቂላ', 'ሀመ'],
  Bopomofo: ['ㄅㄆㄇ', 'ㄌㄧ', 'ㄓ'],
  Chinese: ['李小龍', '王', '宋 智洋'],
  Japanese: ['アサ', 'さくら'],
  Korean: ['김철수', '남궁'],
};

/**
 * Letters as far from the middle as in any text, each for a reason of its own that no shift per script mends:
 *
 * - J has a tail in Noto and none in Inter, which are 4 % apart. The shift is the mean.
 * - The upper accent of Ế stands to the right of E in Noto.
 * - Vowel signs and marks that reach above, below or beside their letter (Devanagari, Oriya, Arabic): too many to tell each apart.
 * - The dot of ز lifts its tail by half of what the table can say, and its tail is to the left of its head.
 * - Small kana (ッ) stand in the lower half of their square by design: JIS X 4051 and Requirements for Japanese Text Layout
 *   (https://www.w3.org/TR/jlreq/, appendix A.11) set them so in horizontal text. In the middle they would read as large kana.
 */
const REACHING = ['Հայկ', 'Jane', 'Ế', 'हेमा', 'زهرا', 'ସୁବ୍ରତ', 'مُحَمَّد', 'ッツキ'];

const SIDE = 130;
/** A pixel at each end of the ink is more or less dark. */
const HALF_A_PIXEL = 0.5 / SIDE;

const BLACK_ON_WHITE = { '--chat-avatar-background': 'white', '--chat-avatar-foreground': 'black' } as object;

const NAMES = [...Object.values(SCRIPTS).flat(), ...REACHING];

interface FirstFont {
  /** The files of its alphabets. */
  urls: string[];
  metrics?: FontFaceDescriptors;
}

/** Fonts that come first in a page: their metrics differ, and move no letter. Segoe UI has the highest line of all system fonts. */
const FIRST_FONTS: Record<string, FirstFont> = {
  NotoSans: { urls: [noto] },
  Inter: { urls: [inter, interVietnamese] },
  'the metrics of Segoe UI': {
    urls: [noto],
    metrics: { ascentOverride: '107.9%', descentOverride: '25.1%' },
  },
};

/** The element of the letters: the root, or a part. */
const LAYOUTS: Record<string, Partial<ChatAvatarProps>> = { root: {}, part: { ring: undefined } };

/** The stylesheet as a browser without `text-box` reads it. */
const WITHOUT_TEXT_BOX = styles
  .replace(/not \(text-box:[^)]+\)/, '(display: block)')
  .replace(/text-box:[^;}!]+/g, 'text-box: normal ');

const measured = new Map<string, Map<string, InkBox>>();

/** All names in screenshots of this many. */
const ON_SCREEN = 120;

/** @param size of the faces in px. They are magnified to {@link SIDE}, so that their pixels are as many. */
async function measure(font: string, { urls, metrics }: FirstFont, layout: string, size = SIDE) {
  const family = font.replaceAll(' ', '');
  for (const url of urls) {
    document.fonts.add(await new FontFace(family, `url(${url})`, { weight: '100 900', ...metrics }).load());
  }
  const boxes = new Map<string, InkBox>();
  for (let first = 0; first < NAMES.length; first += ON_SCREEN) {
    const names = NAMES.slice(first, first + ON_SCREEN);
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
          <ChatAvatar key={name} chatId="201234567890@c.us" name={name} size={size} {...LAYOUTS[layout]} />
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

async function measureAll(browser: string) {
  for (const [font, file] of Object.entries(FIRST_FONTS)) {
    for (const layout of Object.keys(LAYOUTS)) {
      measured.set(`${layout}${browser} ${font}`, await measure(font, file, layout));
    }
  }
}

beforeAll(async () => {
  await page.viewport(1300, 1700);
  await measureAll('');
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = WITHOUT_TEXT_BOX;
  await measureAll(' without text-box');
  style.remove();
});

const inkOf = (name: string, font = 'NotoSans', layout = 'root') =>
  measured.get(`${layout} ${font}`)?.get(name) as InkBox;

describe.each(
  ['', ' without text-box'].flatMap((browser) =>
    Object.keys(FIRST_FONTS).flatMap((font) =>
      Object.keys(LAYOUTS).map((layout) => [`${layout}${browser}`, font]),
    ),
  ),
)('in a %s, on a page whose first font has %s', (layout, font) => {
  it.each(Object.entries(SCRIPTS))('letters in %s stand in the middle of the face', (_, names) => {
    for (const name of names) {
      const { below, right } = inkOf(name, font, layout);
      expect(Math.abs(below), `${name} below`).toBeLessThanOrEqual(0.02 + HALF_A_PIXEL);
      expect(Math.abs(right), `${name} right`).toBeLessThanOrEqual(0.02 + HALF_A_PIXEL);
    }
  });

  it('letters with a mark or a tail of their own are at most 5 % away from it', () => {
    for (const name of REACHING) {
      const { below, right } = inkOf(name, font, layout);
      expect(Math.abs(below), `${name} below`).toBeLessThanOrEqual(0.05);
      expect(Math.abs(right), `${name} right`).toBeLessThanOrEqual(0.05);
    }
  });
});

it.each([16, 20, 40])('letters on a face of %i px stand in the middle of it', async (size) => {
  const boxes = await measure('NotoSans', FIRST_FONTS.NotoSans as FirstFont, 'root', size);
  for (const name of Object.values(SCRIPTS).flat()) {
    const { below, right } = boxes.get(name) as InkBox;
    expect(Math.abs(below), `${name} below`).toBeLessThanOrEqual(0.02 + HALF_A_PIXEL);
    expect(Math.abs(right), `${name} right`).toBeLessThanOrEqual(0.02 + HALF_A_PIXEL);
  }
});

/** In percent, because the font differs from machine to machine. `vitest run --silent=false` prints how far the letters are. */
const SYSTEM_TOLERANCE = 5;

it(`letters in the font of the system are at most ${SYSTEM_TOLERANCE} % away from the middle of the face`, async () => {
  const boxes = [...(await measure('system-ui', { urls: [] }, 'root'))].filter(
    ([name]) => !REACHING.includes(name),
  );
  const away = boxes.map(([name, { below, right }]) => ({
    name,
    percent: Math.max(Math.abs(below), Math.abs(right)) * 100,
  }));
  away.sort((one, other) => other.percent - one.percent);
  const furthest = away.slice(0, 5).map(({ name, percent }) => `${name} ${percent.toFixed(1)} %`);
  console.info(`Furthest from the middle in system-ui: ${furthest.join(', ')}`);
  expect(away.filter(({ percent }) => percent > SYSTEM_TOLERANCE)).toEqual([]);
});

it.each(Object.entries(SCRIPTS))('letters in %s are as large as in other scripts', (_, names) => {
  const sizes = names.map((name) => Math.sqrt(inkOf(name).width * inkOf(name).height)).sort((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)];
  expect(middle).toBeGreaterThanOrEqual(0.28);
  expect(middle).toBeLessThanOrEqual(0.44);
  expect(sizes.at(-1)).toBeLessThanOrEqual(0.5);
});
