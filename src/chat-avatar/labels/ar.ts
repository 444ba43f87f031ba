import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('ar', 'الآن');

/** Arabic labels for `ChatPictureProvider`. */
export const ar: ChatAvatarLabels = {
  contact: 'جهة اتصال',
  group: 'مجموعة',
  refresh: (name) => (name ? `تحديث صورة ${name}` : 'تحديث الصورة'),
  refreshing: 'جارٍ تحديث الصورة…',
  unavailable: (seconds) => `تم التحديث قبل لحظات. يمكن التحديث مجددًا بعد نحو ${words.seconds(seconds)}.`,
  availableAgain: (seconds) => `يمكن التحديث مجددًا بعد نحو ${words.seconds(seconds)}.`,
  tryAgain: (seconds) => `حاول مجددًا بعد نحو ${words.seconds(seconds)}.`,
  updated: 'تم تحديث الصورة.',
  unchanged: 'الصورة نفسها، تم التحقق منها الآن.',
  kept: 'لم يرسل واتساب صورة هذه المرة، فبقيت الصورة المعروضة.',
  throttled: 'تم التحديث قبل لحظات، ولم يُرسل شيء.',
  failed: (reason) => `تعذّر تحديث الصورة. ${reason}.`,
  more: (count) => words.plural(count, { one: '+{n} آخر', two: '+{n} آخران', other: '+{n} آخرون' }),
  others: (count) =>
    words.plural(count, {
      zero: 'ولا أحد آخر',
      one: 'وشخص آخر',
      two: 'وشخصان آخران',
      few: 'و{n} أشخاص آخرين',
      many: 'و{n} شخصًا آخر',
      other: 'و{n} شخص آخر',
    }),
  pending: 'جارٍ البحث عن الصورة',
  available: 'صورة الملف الشخصي',
  checked: (asOf) => `تم التحقق منها مع واتساب ${words.ago(asOf)}`,
  hidden: (since) => `مخفية منذ ${words.day(since)}؛ هذه هي الصورة المحفوظة`,
  none: 'لا توجد صورة، أو لا يعرضها واتساب لنا',
  restricted: 'مخفية بسبب إعدادات الخصوصية',
  'invalid-chat-id': 'ليس معرّف محادثة في واتساب',
  unauthorized: 'طلب الصور غير مسموح به حاليًا',
  'session-not-ready': 'جلسة واتساب غير متصلة',
  'rate-limited': 'طلبات كثيرة إلى واتساب. ستُحمّل الصورة لاحقًا',
  timeout: 'لم يرد واتساب في الوقت المحدد',
  network: 'لا يوجد اتصال',
  'server-error': 'تعطلت خدمة الصور',
  'invalid-response': 'ردّت خدمة الصور بما ليس صورة',
};
