/** As in the stylesheet, in ms. */
const DELAY = 150;

/** Most pictures of a browser's cache are painted before, in ms. The delay of the page is read for the others alone. */
const FIRST_LOOK = 50;

/**
 * Displays the letters of an avatar when its known picture is still not loaded after `--chat-avatar-letter-delay`. An image that has
 * loaded needs none: the browser decodes it, or it fails and the avatar renders again.
 *
 * @param root the avatar's root. It has letters that wait, and one image.
 * @param isAwaited whether the picture is still not painted.
 * @returns a function that cancels it.
 */
export function displayLate(root: Element, isAwaited: () => boolean): () => void {
  // Its own window, which may be a pop-out: a hidden opener has no frames, and slow timers.
  const view = root.ownerDocument.defaultView ?? window;
  const display = () => {
    if (isAwaited() && !root.querySelector('img')?.complete) {
      root
        .querySelector('[data-chat-avatar-initials="wait"]')
        ?.setAttribute('data-chat-avatar-initials', 'late');
    }
  };
  // jsdom may have no frames.
  const afterFrame = view.requestAnimationFrame ?? queueMicrotask;
  let isOver = false;
  let timer = view.setTimeout(() => {
    if (!isAwaited()) return;
    // Not in the first frame, however long a page takes to mount 1,000 avatars.
    afterFrame(() => {
      if (!isOver) timer = view.setTimeout(display, delayOf(root) - FIRST_LOOK);
    });
  }, FIRST_LOOK);
  return () => {
    isOver = true;
    view.clearTimeout(timer);
  };
}

/** `--chat-avatar-letter-delay` in ms. The default for a value that is not a number of ms or s, such as `calc()`. */
function delayOf(root: Element): number {
  const text = getComputedStyle(root).getPropertyValue('--chat-avatar-letter-delay');
  const [, number, milli] = /^\s*([\d.]+)(m?)s/.exec(text) ?? [];
  return number ? Number(number) * (milli ? 1 : 1000) : DELAY;
}
