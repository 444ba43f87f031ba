import type { EmulatorDraw } from 'chat-avatar/testing';
import type { Person, PictureKind } from './Person.js';
import { drawPicture } from './pictures/drawPicture.js';
import { hash } from './random.js';

/**
 * The `draw` option of `createWawpEmulator`: portraits for people, scenes for groups.
 *
 * @param people  The subjects of the pictures, by chat id. Other chats get a default subject.
 *
 * @example
 * const chats = createPeople(200, Date.now());
 * createWawpEmulator({ chats, draw: drawFaces(chats) });
 */
export function drawFaces(people: readonly Person[]): EmulatorDraw {
  const byId = new Map(people.map((person) => [person.id, person]));
  return ({ seed, chatId, version, width }) => {
    const { picture, complexion } = byId.get(chatId ?? '') ?? {};
    return drawPicture({ seed, version, kind: picture ?? defaultKind(chatId ?? ''), complexion }, width);
  };
}

function defaultKind(chatId: string): PictureKind {
  if (chatId.endsWith('@g.us') || chatId.endsWith('@newsletter')) return 'group';
  return hash(chatId, 7) % 2 ? 'man' : 'woman';
}
