import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('pt', 'agora');

/** Portuguese labels for `ChatPictureProvider`. */
export const pt: ChatAvatarLabels = {
  contact: 'Contato',
  group: 'Grupo',
  refresh: (name) => (name ? `Atualizar a foto de ${name}` : 'Atualizar a foto'),
  refreshing: 'Atualizando a foto…',
  unavailable: (seconds) => `Atualizada há pouco. Disponível de novo em cerca de ${words.seconds(seconds)}.`,
  availableAgain: (seconds) => `Disponível de novo em cerca de ${words.seconds(seconds)}.`,
  tryAgain: (seconds) => `Tente de novo em cerca de ${words.seconds(seconds)}.`,
  updated: 'Foto atualizada.',
  unchanged: 'A mesma foto, verificada agora.',
  kept: 'O WhatsApp não enviou foto desta vez. A foto exibida foi mantida.',
  throttled: 'Atualizada há pouco. Nada foi enviado.',
  failed: (reason) => `Não foi possível atualizar a foto. ${reason}.`,
  more: (count) => words.plural(count, { one: '+{n} outro', other: '+{n} outros' }),
  others: (count) => words.plural(count, { one: 'e mais {n} pessoa', other: 'e mais {n} pessoas' }),
  pending: 'Procurando a foto',
  available: 'Foto do perfil',
  checked: (asOf) => `Verificada com o WhatsApp ${words.ago(asOf)}`,
  hidden: (since) => `Oculta desde ${words.day(since)}; esta é a foto salva`,
  none: 'Sem foto, ou nenhuma que o WhatsApp nos mostre',
  restricted: 'Oculta pelas configurações de privacidade',
  'invalid-chat-id': 'Não é um ID de conversa do WhatsApp',
  unauthorized: 'No momento não é permitido pedir fotos',
  'session-not-ready': 'A sessão do WhatsApp não está conectada',
  'rate-limited': 'Solicitações demais ao WhatsApp. A foto será carregada mais tarde',
  timeout: 'O WhatsApp não respondeu a tempo',
  network: 'Sem conexão',
  'server-error': 'O serviço de fotos falhou',
  'invalid-response': 'O serviço de fotos enviou algo que não é uma foto',
};
