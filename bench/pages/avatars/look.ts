/**
 * One avatar is one element of the list. Providers may wrap the list in elements of their own, so look for the level that
 * has them all.
 */
export function avatarsIn(host: Element, count: number): Element[] {
  let parent = host;
  while (parent.children.length < count) {
    const next = [...parent.children].find(({ tagName }) => tagName !== 'STYLE');
    if (!next) break;
    parent = next;
  }
  return [...parent.children].filter(({ tagName }) => tagName !== 'STYLE');
}

const isShown = (element: Element) =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

/** Letters that are visible; alternative text is not on the screen. */
const showsLetters = (avatar: Element) =>
  [avatar, ...avatar.querySelectorAll('*')].some(
    (element) =>
      [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim()) &&
      isShown(element),
  );

const showsIcon = (avatar: Element) => [...avatar.querySelectorAll('svg')].some(isShown);

/** Of all avatars on the screen at this instant. */
export interface Look {
  /** Without a visible `<img>`, and without letters. An image that the browser still decodes is no hole. */
  holes: number;
  /** With letters or an icon in the place of a picture. */
  letters: number;
}

export function lookAt(avatars: Element[]): Look {
  const look: Look = { holes: 0, letters: 0 };
  for (const avatar of avatars) {
    const image = avatar.querySelector('img');
    if (image?.complete && isShown(image)) continue;
    if (showsLetters(avatar) || showsIcon(avatar)) look.letters += 1;
    else if (!image || !isShown(image)) look.holes += 1;
  }
  return look;
}
