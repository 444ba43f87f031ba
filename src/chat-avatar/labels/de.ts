import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('de', 'gerade eben');

/** German labels for `ChatPictureProvider`. */
export const de: ChatAvatarLabels = {
  contact: 'Kontakt',
  group: 'Gruppe',
  refresh: (name) => (name ? `Bild von ${name} aktualisieren` : 'Bild aktualisieren'),
  refreshing: 'Bild wird aktualisiert…',
  unavailable: (seconds) => `Gerade erst aktualisiert. In etwa ${words.seconds(seconds)} wieder möglich.`,
  availableAgain: (seconds) => `In etwa ${words.seconds(seconds)} wieder möglich.`,
  tryAgain: (seconds) => `In etwa ${words.seconds(seconds)} erneut versuchen.`,
  updated: 'Bild aktualisiert.',
  unchanged: 'Dasselbe Bild, gerade geprüft.',
  kept: 'WhatsApp hat diesmal kein Bild gesendet. Das gezeigte bleibt.',
  throttled: 'Gerade erst aktualisiert. Es wurde nichts gesendet.',
  failed: (reason) => `Das Bild konnte nicht aktualisiert werden. ${reason}.`,
  more: (count) => `+${count} weitere`,
  others: (count) =>
    words.plural(count, { one: 'und {n} weitere Person', other: 'und {n} weitere Personen' }),
  pending: 'Bild wird gesucht',
  available: 'Profilbild',
  checked: (asOf) => `Bei WhatsApp geprüft: ${words.ago(asOf)}`,
  hidden: (since) => `Seit ${words.day(since)} verborgen; das ist das gespeicherte Bild`,
  none: 'Kein Bild, oder keines, das WhatsApp uns zeigt',
  restricted: 'Durch Datenschutzeinstellungen verborgen',
  'invalid-chat-id': 'Keine WhatsApp-Chat-ID',
  unauthorized: 'Bilder dürfen derzeit nicht abgefragt werden',
  'session-not-ready': 'Die WhatsApp-Sitzung ist nicht verbunden',
  'rate-limited': 'Zu viele Anfragen an WhatsApp. Das Bild wird später geladen',
  timeout: 'WhatsApp hat nicht rechtzeitig geantwortet',
  network: 'Keine Verbindung',
  'server-error': 'Der Bilderdienst ist ausgefallen',
  'invalid-response': 'Der Bilderdienst hat etwas anderes als ein Bild gesendet',
};
