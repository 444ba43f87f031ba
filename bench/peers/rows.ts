export const NAMES = {
  latin: ['John Doe', 'Madonna', 'Jean-Luc Picard', 'Émile Zola', 'Mona (Sales)'],
  cyrillic: ['Олег Иванов', 'Γιώργος Παππάς', 'שרה כהן'],
  arabic: ['محمد علي', 'أحمد حسن', 'سارة خالد'],
  indic: ['नरेंद्र मोदी', 'সুমন দাস', 'கமல் ராஜ்'],
  thai: ['สมชาย ใจดี', 'เอก สุวรรณ', 'កែវ សុខ'],
  cjk: ['李小龍', '田中 由紀', '김철수'],
  number: ['+44 7123 456789', '972501234567@c.us'],
  emoji: ['🔥🔥', '👩‍👩‍👧 Family', '🇧🇷 Brasil'],
  empty: [''],
} as const;

export type RowId = keyof typeof NAMES | 'picture' | 'broken' | 'hidden' | 'sizes' | 'stack' | 'dark';

/** The rows of the page, and what each shows. `dark` shows the Latin names on a dark page. */
export const ROWS: Record<RowId, string> = {
  latin: 'Latin names',
  cyrillic: 'Cyrillic, Greek, Hebrew',
  arabic: 'Arabic',
  indic: 'Hindi, Bengali, Tamil',
  thai: 'Thai, Khmer',
  cjk: 'Chinese, Japanese, Korean',
  number: 'A phone number, a chat id',
  emoji: 'Emoji',
  empty: 'An empty name',
  picture: 'A face that loads',
  broken: 'A face that does not load',
  hidden: 'A face that its owner hides',
  sizes: '16, 20, 24, 32, 40, 56 px',
  stack: 'A stack of ten',
  dark: 'Latin names, dark',
};
