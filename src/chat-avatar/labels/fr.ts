import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('fr', 'à l’instant');

/** French labels for `ChatPictureProvider`. */
export const fr: ChatAvatarLabels = {
  contact: 'Contact',
  group: 'Groupe',
  refresh: (name) => (name ? `Actualiser la photo de ${name}` : 'Actualiser la photo'),
  refreshing: 'Actualisation de la photo…',
  unavailable: (seconds) =>
    `Actualisée à l’instant. De nouveau possible dans environ ${words.seconds(seconds)}.`,
  availableAgain: (seconds) => `De nouveau possible dans environ ${words.seconds(seconds)}.`,
  tryAgain: (seconds) => `Réessayez dans environ ${words.seconds(seconds)}.`,
  updated: 'Photo actualisée.',
  unchanged: 'Même photo, vérifiée à l’instant.',
  kept: 'WhatsApp n’a pas envoyé de photo cette fois. La photo affichée est conservée.',
  throttled: 'Actualisée à l’instant. Rien n’a été envoyé.',
  failed: (reason) => `La photo n’a pas pu être actualisée. ${reason}.`,
  more: (count) => `+${count} de plus`,
  others: (count) => words.plural(count, { one: 'et {n} autre personne', other: 'et {n} autres personnes' }),
  pending: 'Recherche de la photo',
  available: 'Photo de profil',
  checked: (asOf) => `Vérifiée auprès de WhatsApp ${words.ago(asOf)}`,
  hidden: (since) => `Masquée depuis le ${words.day(since)} ; ceci est la photo enregistrée`,
  none: 'Pas de photo, ou aucune que WhatsApp nous montre',
  restricted: 'Masquée par les paramètres de confidentialité',
  'invalid-chat-id': 'Ce n’est pas un identifiant de discussion WhatsApp',
  unauthorized: 'Les photos ne peuvent pas être demandées pour le moment',
  'session-not-ready': 'La session WhatsApp n’est pas connectée',
  'rate-limited': 'Trop de requêtes vers WhatsApp. La photo sera chargée plus tard',
  timeout: 'WhatsApp n’a pas répondu à temps',
  network: 'Pas de connexion',
  'server-error': 'Le service de photos est en panne',
  'invalid-response': 'Le service de photos a envoyé autre chose qu’une photo',
};
