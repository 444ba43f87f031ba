import { createPeople } from 'chat-avatar-example-faces';
import { PNG } from 'pngjs';

/** As in the demo. */
export const COUNT = 2000;

export type Rgb = readonly [number, number, number];

/** 125 colours of which no two are near, so that an image tells its chat apart from those around it. */
export function colorAt(index: number): Rgb {
  const code = (index * 47) % 125;
  const step = (value: number) => 60 + (value % 5) * 35;
  return [step(code), step(Math.floor(code / 5)), step(Math.floor(code / 25))];
}

/** The people of the demo, all with a picture of one colour; the fourth hides it, and the first group has no name. */
export function createColoredPeople() {
  const people = createPeople(COUNT, Date.now());
  const unnamed = people.find(({ id }) => id.endsWith('@g.us'));
  if (unnamed === undefined) throw new Error('There is no group.');
  const chats = people.map((person, index) => ({
    ...person,
    name: person === unnamed ? '' : lettersOf(person.name),
    scenario: index === 3 ? ('restricted' as const) : ('picture' as const),
  }));
  const indices = new Map(chats.map(({ id }, index) => [id, index]));
  const draw = ({ chatId = '' }: { chatId?: string | undefined }) => {
    const index = indices.get(chatId) ?? 0;
    // One as large as those of WhatsApp; the others are small, so that they are drawn fast.
    return drawSquare(colorAt(index), index === 0 ? 640 : 96);
  };
  return { chats, draw, unnamed: people.indexOf(unnamed) };
}

function drawSquare([r, g, b]: Rgb, side: number): Uint8Array {
  const png = new PNG({ width: side, height: side });
  for (let at = 0; at < png.data.length; at += 4) png.data.set([r, g, b, 255], at);
  return PNG.sync.write(png);
}

/** An emoji on a face has colours of its own, which a frame cannot tell from a picture. */
function lettersOf<Name extends string | null | undefined>(name: Name): Name | string {
  const text = name ?? '';
  return /\p{Extended_Pictographic}/u.test(text) && !/\p{L}/u.test(text) ? 'Emoji' : name;
}
