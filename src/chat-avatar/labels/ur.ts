import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('ur', 'ابھی');

/** Urdu labels for `ChatPictureProvider`. */
export const ur: ChatAvatarLabels = {
  contact: 'رابطہ',
  group: 'گروپ',
  refresh: (name) => (name ? `${name} کی تصویر تازہ کریں` : 'تصویر تازہ کریں'),
  refreshing: 'تصویر تازہ ہو رہی ہے…',
  unavailable: (seconds) => `ابھی تازہ کی گئی۔ تقریباً ${words.seconds(seconds)} میں دوبارہ دستیاب ہوگی۔`,
  availableAgain: (seconds) => `تقریباً ${words.seconds(seconds)} میں دوبارہ دستیاب ہوگی۔`,
  tryAgain: (seconds) => `تقریباً ${words.seconds(seconds)} میں دوبارہ کوشش کریں۔`,
  updated: 'تصویر تازہ ہو گئی۔',
  unchanged: 'وہی تصویر، ابھی جانچی گئی۔',
  kept: 'اس بار WhatsApp نے تصویر نہیں بھیجی۔ دکھائی گئی تصویر برقرار ہے۔',
  throttled: 'ابھی تازہ کی گئی۔ کچھ نہیں بھیجا گیا۔',
  failed: (reason) => `تصویر تازہ نہیں ہو سکی۔ ${reason}۔`,
  more: (count) => `+${count} مزید`,
  others: (count) => words.plural(count, { one: 'اور {n} دیگر', other: 'اور {n} دیگر' }),
  pending: 'تصویر تلاش کی جا رہی ہے',
  available: 'پروفائل تصویر',
  checked: (asOf) => `WhatsApp سے جانچی گئی: ${words.ago(asOf)}`,
  hidden: (since) => `${words.day(since)} سے چھپی ہوئی؛ یہ محفوظ تصویر ہے`,
  none: 'کوئی تصویر نہیں، یا WhatsApp ہمیں نہیں دکھاتا',
  restricted: 'رازداری کی ترتیبات کے باعث چھپی ہوئی',
  'invalid-chat-id': 'یہ WhatsApp چیٹ آئی ڈی نہیں ہے',
  unauthorized: 'فی الحال تصاویر مانگنے کی اجازت نہیں',
  'session-not-ready': 'سیشن WhatsApp سے منسلک نہیں ہے',
  'rate-limited': 'بہت زیادہ درخواستیں WhatsApp کو بھیجی گئیں۔ تصویر بعد میں آئے گی',
  timeout: 'وقت پر WhatsApp نے جواب نہیں دیا',
  network: 'کوئی کنکشن نہیں',
  'server-error': 'تصویر کی سروس ناکام ہو گئی',
  'invalid-response': 'تصویر کی سروس نے ایسا جواب دیا جو تصویر نہیں ہے',
};
