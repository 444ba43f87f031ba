import { rootsOf } from '../lib/rootsOf.js';

/** The distance from the viewport, or from the scrolled box, within which an avatar counts as near. In px. */
const MARGIN = '256px';

/** An avatar must stay near for this long while the page scrolls, so that rows that are scrolled past send nothing. In ms. */
const DWELL = 100;

type Listener = () => void;

let observer: IntersectionObserver | undefined;
const waiting = new Map<Element, Listener>();
const passingBy = new Map<Element, number>();
let lastScroll = -Infinity;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Calls `listener` once, when the element has come near the viewport: at once where nothing can be observed. All avatars of a page
 * share one observer.
 *
 * @returns a function that cancels it.
 */
export function whenNearViewport(element: Element | null, listener: Listener): () => void {
  if (element === null || typeof IntersectionObserver === 'undefined') {
    listener();
    return () => {};
  }
  // `rootMargin` widens the viewport only. `scrollMargin` widens the scrolled boxes in between, in browsers that support it.
  observer ??= new IntersectionObserver(onIntersection, { rootMargin: MARGIN, scrollMargin: MARGIN });
  // Scroll events of inner boxes do not bubble, but they can be captured. A listener that is there already is not added again.
  for (const root of rootsOf(element)) root.addEventListener('scroll', onScroll, true);
  waiting.set(element, listener);
  observer.observe(element);
  return () => forget(element);
}

function forget(element: Element): void {
  waiting.delete(element);
  passingBy.delete(element);
  (observer as IntersectionObserver).unobserve(element);
}

function onScroll(): void {
  lastScroll = performance.now();
}

function onIntersection(entries: IntersectionObserverEntry[]): void {
  const now = performance.now();
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) passingBy.set(target, now);
    else passingBy.delete(target);
  }
  settle();
}

/** Notifies the elements that have been near for `DWELL`, or all of them while nothing scrolls. */
function settle(): void {
  clearTimeout(timer);
  const now = performance.now();
  const scrolling = now - lastScroll < DWELL;
  for (const [element, since] of passingBy) {
    if (scrolling && now - since < DWELL) continue;
    const listener = waiting.get(element);
    forget(element);
    listener?.();
  }
  if (passingBy.size > 0) timer = setTimeout(settle, DWELL / 2);
}
