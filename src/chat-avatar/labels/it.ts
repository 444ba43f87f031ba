import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('it', 'ora');

/** Italian labels for `ChatPictureProvider`. */
export const it: ChatAvatarLabels = {
  contact: 'Contatto',
  group: 'Gruppo',
  refresh: (name) => (name ? `Aggiorna la foto di ${name}` : 'Aggiorna la foto'),
  refreshing: 'Aggiornamento della foto…',
  unavailable: (seconds) => `Aggiornata poco fa. Di nuovo disponibile tra circa ${words.seconds(seconds)}.`,
  availableAgain: (seconds) => `Di nuovo disponibile tra circa ${words.seconds(seconds)}.`,
  tryAgain: (seconds) => `Riprova tra circa ${words.seconds(seconds)}.`,
  updated: 'Foto aggiornata.',
  unchanged: 'Stessa foto, verificata ora.',
  kept: 'Questa volta WhatsApp non ha inviato una foto. Resta quella che vedi.',
  throttled: 'Aggiornata poco fa. Non è stato inviato nulla.',
  failed: (reason) => `Non è stato possibile aggiornare la foto. ${reason}.`,
  more: (count) => `+${count} in più`,
  others: (count) => words.plural(count, { one: 'e un’altra persona', other: 'e altre {n} persone' }),
  pending: 'Ricerca della foto',
  available: 'Foto del profilo',
  checked: (asOf) => `Verificata con WhatsApp ${words.ago(asOf)}`,
  hidden: (since) => `Nascosta dal ${words.day(since)}; questa è la foto salvata`,
  none: 'Nessuna foto, o nessuna che WhatsApp ci mostri',
  restricted: 'Nascosta dalle impostazioni sulla privacy',
  'invalid-chat-id': 'Non è un ID di chat WhatsApp',
  unauthorized: 'Al momento non è possibile richiedere foto',
  'session-not-ready': 'La sessione WhatsApp non è connessa',
  'rate-limited': 'Troppe richieste a WhatsApp. La foto verrà caricata più tardi',
  timeout: 'WhatsApp non ha risposto in tempo',
  network: 'Nessuna connessione',
  'server-error': 'Il servizio delle foto non funziona',
  'invalid-response': 'Il servizio delle foto ha inviato qualcosa che non è una foto',
};
