const LIMIT_MS = 60_000;
const QUIET_FRAMES = 6;

export const nextFrame = () => new Promise<number>(requestAnimationFrame);

/** Watches an element for changes of its DOM and for images that load. */
export function watchChanges(host: Element) {
  let changed = false;
  let lastAt = performance.now();
  const onChange = () => {
    changed = true;
    lastAt = performance.now();
  };
  const observer = new MutationObserver(onChange);
  observer.observe(host, { subtree: true, childList: true, attributes: true, characterData: true });
  host.addEventListener('load', onChange, true);

  const isComplete = (pictures: number) => {
    const images = [...host.querySelectorAll('img')];
    return images.length >= pictures && images.every(({ complete }) => complete);
  };

  return {
    /** Resolves to the time of the last change, after six frames without one and with that many pictures loaded. */
    async untilSettled(pictures: number): Promise<number> {
      const end = performance.now() + LIMIT_MS;
      for (let quiet = 0; performance.now() < end; quiet += 1) {
        await nextFrame();
        if (changed) quiet = 0;
        changed = false;
        if (quiet >= QUIET_FRAMES && isComplete(pictures)) return lastAt;
      }
      throw new Error(`The page was not quiet after ${LIMIT_MS} ms.`);
    },
    stop: () => observer.disconnect(),
  };
}
