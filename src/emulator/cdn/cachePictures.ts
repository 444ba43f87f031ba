import type { EmulatorDraw } from './EmulatorPicture.js';

/** Pictures of about 20 kB: 4 MB. */
const MAX_PICTURES = 200;

/** An LRU cache of the latest 200 pictures, so that a list that is scrolled back and forth is drawn once. */
export function cachePictures(draw: EmulatorDraw): EmulatorDraw {
  const drawn = new Map<string, ReturnType<EmulatorDraw>>();
  return (picture) => {
    const key = `${picture.seed}/${picture.version}/${picture.width}`;
    const bytes = drawn.get(key) ?? draw(picture);
    drawn.delete(key);
    drawn.set(key, bytes);
    const [oldest] = drawn.keys();
    if (drawn.size > MAX_PICTURES && oldest !== undefined) drawn.delete(oldest);
    return bytes;
  };
}
