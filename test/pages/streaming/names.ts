/** Where a locale changes upper case, digits or direction. */
export const NAMES = [
  'ismail ince',
  'istanbul ılgaz',
  'jūratė į̃gė',
  'ßandra ﬁnn',
  'νίκος σ',
  'მზია ჭავჭავაძე',
  'عمر الفارسي',
  'שרה כהן',
  'नरेंद्र मोदी',
  'สมชาย ใจดี',
  '١٢٣',
  '',
  '👨‍👩‍👧 family',
];

export const chatIdOf = (index: number) => `20123456789${index}@c.us`;
