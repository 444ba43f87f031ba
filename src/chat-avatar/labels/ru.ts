import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('ru', 'только что');

/** Russian labels for `ChatPictureProvider`. */
export const ru: ChatAvatarLabels = {
  contact: 'Контакт',
  group: 'Группа',
  refresh: (name) => (name ? `Обновить фото: ${name}` : 'Обновить фото'),
  refreshing: 'Фото обновляется…',
  unavailable: (seconds) => `Только что обновлено. Снова доступно примерно через ${words.seconds(seconds)}.`,
  availableAgain: (seconds) => `Снова доступно примерно через ${words.seconds(seconds)}.`,
  tryAgain: (seconds) => `Повторите примерно через ${words.seconds(seconds)}.`,
  updated: 'Фото обновлено.',
  unchanged: 'То же фото, только что проверено.',
  kept: 'В этот раз WhatsApp не прислал фото. Показанное сохранено.',
  throttled: 'Только что обновлено. Ничего не отправлено.',
  failed: (reason) => `Не удалось обновить фото. ${reason}.`,
  more: (count) => `+${count} ещё`,
  others: (count) =>
    words.plural(count, {
      one: 'и ещё {n} участник',
      few: 'и ещё {n} участника',
      many: 'и ещё {n} участников',
      other: 'и ещё {n} участника',
    }),
  pending: 'Поиск фото',
  available: 'Фото профиля',
  checked: (asOf) => `Проверено в WhatsApp ${words.ago(asOf)}`,
  hidden: (since) => `Скрыто с ${words.day(since)}; это сохранённое фото`,
  none: 'Нет фото, или WhatsApp его нам не показывает',
  restricted: 'Скрыто настройками конфиденциальности',
  'invalid-chat-id': 'Это не идентификатор чата WhatsApp',
  unauthorized: 'Сейчас запрашивать фото нельзя',
  'session-not-ready': 'Сеанс WhatsApp не подключён',
  'rate-limited': 'Слишком много запросов к WhatsApp. Фото загрузится позже',
  timeout: 'WhatsApp не ответил вовремя',
  network: 'Нет соединения',
  'server-error': 'Сбой службы фотографий',
  'invalid-response': 'Служба фотографий прислала не фото',
};
