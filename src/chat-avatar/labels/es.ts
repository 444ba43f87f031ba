import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('es', 'ahora');

/** Spanish labels for `ChatPictureProvider`. */
export const es: ChatAvatarLabels = {
  contact: 'Contacto',
  group: 'Grupo',
  refresh: (name) => (name ? `Actualizar la foto de ${name}` : 'Actualizar la foto'),
  refreshing: 'Actualizando la foto…',
  unavailable: (seconds) =>
    `Actualizada hace un momento. Disponible de nuevo en unos ${words.seconds(seconds)}.`,
  availableAgain: (seconds) => `Disponible de nuevo en unos ${words.seconds(seconds)}.`,
  tryAgain: (seconds) => `Inténtalo de nuevo en unos ${words.seconds(seconds)}.`,
  updated: 'Foto actualizada.',
  unchanged: 'La misma foto, comprobada ahora.',
  kept: 'WhatsApp no ha enviado foto esta vez. Se conserva la que ves.',
  throttled: 'Actualizada hace un momento. No se ha enviado nada.',
  failed: (reason) => `No se ha podido actualizar la foto. ${reason}.`,
  more: (count) => `+${count} más`,
  others: (count) => words.plural(count, { one: 'y {n} más', other: 'y {n} más' }),
  pending: 'Buscando la foto',
  available: 'Foto de perfil',
  checked: (asOf) => `Comprobada con WhatsApp ${words.ago(asOf)}`,
  hidden: (since) => `Oculta desde el ${words.day(since)}; esta es la foto guardada`,
  none: 'Sin foto, o ninguna que WhatsApp nos muestre',
  restricted: 'Oculta por la configuración de privacidad',
  'invalid-chat-id': 'No es un identificador de chat de WhatsApp',
  unauthorized: 'Por ahora no se pueden pedir fotos',
  'session-not-ready': 'La sesión de WhatsApp no está conectada',
  'rate-limited': 'Demasiadas solicitudes a WhatsApp. La foto se cargará más tarde',
  timeout: 'WhatsApp no ha respondido a tiempo',
  network: 'Sin conexión',
  'server-error': 'El servicio de fotos ha fallado',
  'invalid-response': 'El servicio de fotos ha enviado algo que no es una foto',
};
