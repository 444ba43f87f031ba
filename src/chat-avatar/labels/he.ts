import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('he', 'עכשיו');

/** Hebrew labels for `ChatPictureProvider`. */
export const he: ChatAvatarLabels = {
  contact: 'איש קשר',
  group: 'קבוצה',
  refresh: (name) => (name ? `רענון התמונה של ${name}` : 'רענון התמונה'),
  refreshing: 'התמונה מתרעננת…',
  unavailable: (seconds) => `רועננה לפני רגע. אפשר שוב בעוד כ־${words.seconds(seconds)}.`,
  availableAgain: (seconds) => `אפשר שוב בעוד כ־${words.seconds(seconds)}.`,
  tryAgain: (seconds) => `אפשר לנסות שוב בעוד כ־${words.seconds(seconds)}.`,
  updated: 'התמונה עודכנה.',
  unchanged: 'אותה תמונה, נבדקה עכשיו.',
  kept: 'הפעם WhatsApp לא שלחה תמונה. התמונה המוצגת נשמרה.',
  throttled: 'רועננה לפני רגע. לא נשלח דבר.',
  failed: (reason) => `לא ניתן היה לרענן את התמונה. ${reason}.`,
  more: (count) => words.plural(count, { one: '+{n} נוסף', other: '+{n} נוספים' }),
  others: (count) => words.plural(count, { one: 'ועוד אחד', two: 'ועוד שניים', other: 'ועוד {n}' }),
  pending: 'מחפשים את התמונה',
  available: 'תמונת פרופיל',
  // `Intl` writes the number of some units twice: "two hours ago (2)".
  checked: (asOf) => `נבדקה מול WhatsApp ${words.ago(asOf).replace(/ \(\d\)$/, '')}`,
  hidden: (since) => `מוסתרת מאז ${words.day(since)}; זו התמונה השמורה`,
  none: 'אין תמונה, או ש־WhatsApp לא מציגה לנו אותה',
  restricted: 'מוסתרת לפי הגדרות הפרטיות',
  'invalid-chat-id': 'זה אינו מזהה צ׳אט של WhatsApp',
  unauthorized: 'לא ניתן לבקש תמונות כרגע',
  'session-not-ready': 'החיבור ל־WhatsApp אינו פעיל',
  'rate-limited': 'יותר מדי בקשות ל־WhatsApp. התמונה תיטען מאוחר יותר',
  timeout: 'לא התקבלה תשובה מ־WhatsApp בזמן',
  network: 'אין חיבור',
  'server-error': 'שירות התמונות נכשל',
  'invalid-response': 'שירות התמונות שלח משהו שאינו תמונה',
};
