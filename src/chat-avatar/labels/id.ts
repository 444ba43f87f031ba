import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('id', 'baru saja');

/** Indonesian labels for `ChatPictureProvider`. */
export const id: ChatAvatarLabels = {
  contact: 'Kontak',
  group: 'Grup',
  refresh: (name) => (name ? `Segarkan foto ${name}` : 'Segarkan foto'),
  refreshing: 'Menyegarkan foto…',
  unavailable: (seconds) => `Baru saja disegarkan. Tersedia lagi dalam sekitar ${words.seconds(seconds)}.`,
  availableAgain: (seconds) => `Tersedia lagi dalam sekitar ${words.seconds(seconds)}.`,
  tryAgain: (seconds) => `Coba lagi dalam sekitar ${words.seconds(seconds)}.`,
  updated: 'Foto diperbarui.',
  unchanged: 'Foto yang sama, baru saja diperiksa.',
  kept: 'WhatsApp tidak mengirim foto kali ini. Foto yang terlihat dipertahankan.',
  throttled: 'Baru saja disegarkan. Tidak ada yang dikirim.',
  failed: (reason) => `Foto tidak dapat disegarkan. ${reason}.`,
  more: (count) => `+${count} lainnya`,
  others: (count) => words.plural(count, { other: 'dan {n} lainnya' }),
  pending: 'Mencari foto',
  available: 'Foto profil',
  checked: (asOf) => `Diperiksa dengan WhatsApp ${words.ago(asOf)}`,
  hidden: (since) => `Disembunyikan sejak ${words.day(since)}; ini foto yang tersimpan`,
  none: 'Tidak ada foto, atau tidak ditampilkan WhatsApp kepada kami',
  restricted: 'Disembunyikan oleh pengaturan privasi',
  'invalid-chat-id': 'Bukan ID chat WhatsApp',
  unauthorized: 'Saat ini foto tidak boleh diminta',
  'session-not-ready': 'Sesi WhatsApp tidak terhubung',
  'rate-limited': 'Terlalu banyak permintaan ke WhatsApp. Foto akan dimuat nanti',
  timeout: 'WhatsApp tidak menjawab tepat waktu',
  network: 'Tidak ada koneksi',
  'server-error': 'Layanan foto gagal',
  'invalid-response': 'Layanan foto mengirim jawaban yang bukan foto',
};
