import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('tr', 'şimdi');

/** Turkish labels for `ChatPictureProvider`. */
export const tr: ChatAvatarLabels = {
  contact: 'Kişi',
  group: 'Grup',
  refresh: (name) => (name ? `Fotoğrafı yenile: ${name}` : 'Fotoğrafı yenile'),
  refreshing: 'Fotoğraf yenileniyor…',
  unavailable: (seconds) =>
    `Az önce yenilendi. Yaklaşık ${words.seconds(seconds)} sonra yeniden kullanılabilir.`,
  availableAgain: (seconds) => `Yaklaşık ${words.seconds(seconds)} sonra yeniden kullanılabilir.`,
  tryAgain: (seconds) => `Yaklaşık ${words.seconds(seconds)} sonra yeniden deneyin.`,
  updated: 'Fotoğraf güncellendi.',
  unchanged: 'Aynı fotoğraf, şimdi denetlendi.',
  kept: 'WhatsApp bu kez fotoğraf göndermedi. Görünen fotoğraf korundu.',
  throttled: 'Az önce yenilendi. Hiçbir şey gönderilmedi.',
  failed: (reason) => `Fotoğraf yenilenemedi. ${reason}.`,
  more: (count) => `+${count} kişi daha`,
  others: (count) => words.plural(count, { one: 've {n} kişi daha', other: 've {n} kişi daha' }),
  pending: 'Fotoğraf aranıyor',
  available: 'Profil fotoğrafı',
  checked: (asOf) => `WhatsApp ile denetlendi: ${words.ago(asOf)}`,
  hidden: (since) => `${words.day(since)} tarihinden beri gizli; bu, kayıtlı fotoğraf`,
  none: 'Fotoğraf yok ya da WhatsApp bize göstermiyor',
  restricted: 'Gizlilik ayarları nedeniyle gizli',
  'invalid-chat-id': 'WhatsApp sohbet kimliği değil',
  unauthorized: 'Şu anda fotoğraf istenemiyor',
  'session-not-ready': 'WhatsApp oturumu bağlı değil',
  'rate-limited': 'WhatsApp’a çok fazla istek gönderildi. Fotoğraf daha sonra yüklenecek',
  timeout: 'WhatsApp zamanında yanıt vermedi',
  network: 'Bağlantı yok',
  'server-error': 'Fotoğraf hizmeti çalışmıyor',
  'invalid-response': 'Fotoğraf hizmeti fotoğraf olmayan bir yanıt verdi',
};
