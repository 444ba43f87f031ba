/** Lower case and without accents, so that "jose" finds "José". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Indices into a text: from `start` up to `end`, without `end`. */
export interface Match {
  start: number;
  end: number;
}

/** The parts of a text that equal one of the words, accents and case aside, in order and without overlaps. */
export function findMatches(text: string, words: readonly string[]): Match[] {
  if (words.length === 0) return [];
  // Folding changes lengths: `origins` leads from each folded character to where it came from.
  let folded = '';
  const origins: number[] = [];
  let index = 0;
  for (const character of text) {
    const part = fold(character);
    for (let i = 0; i < part.length; i += 1) origins.push(index);
    folded += part;
    index += character.length;
  }
  origins.push(text.length);

  const isMatched = new Array<boolean>(folded.length).fill(false);
  for (const word of words.map(fold)) {
    if (word === '') continue;
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      isMatched.fill(true, at, at + word.length);
    }
  }
  return toMatches(isMatched, origins);
}

/** The same for digits, with anything but digits between them: "4479" in "+44 79". */
export function findDigits(text: string, digits: string): Match[] {
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index);
  const at = places
    .map((place) => text[place])
    .join('')
    .indexOf(digits);
  const [first, last] = [places[at], places[at + digits.length - 1]];
  return first === undefined || last === undefined ? [] : [{ start: first, end: last + 1 }];
}

function toMatches(isMatched: readonly boolean[], origins: readonly number[]): Match[] {
  const matches: Match[] = [];
  for (let at = 0; at < isMatched.length; at += 1) {
    if (!isMatched[at] || isMatched[at - 1]) continue;
    let end = at;
    while (isMatched[end]) end += 1;
    matches.push({ start: origins[at] ?? 0, end: origins[end] ?? 0 });
  }
  return matches;
}
