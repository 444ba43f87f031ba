import { type RefObject, useEffect, useLayoutEffect } from 'react';

/** How near the end still counts as at the end. In px. */
const SLACK = 40;

/** Keeps a scrolled box at its end when something is added, or when it changes its size while it is there. */
export function useStickToEnd(ref: RefObject<HTMLElement | null>, count: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: down to the end with each one more
  useLayoutEffect(() => {
    ref.current?.scrollTo({ top: ref.current.scrollHeight });
  }, [ref, count]);

  useEffect(() => {
    const box = ref.current;
    if (box === null) return;
    let isAtEnd = true;
    let size = sizeOf(box);
    const look = () => {
      // A change of the size moves the content too, and its scroll event is dispatched before the observer is called.
      const isScrolled = size === sizeOf(box);
      size = sizeOf(box);
      if (isScrolled) isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < SLACK;
    };
    const observer = new ResizeObserver(() => {
      if (isAtEnd) box.scrollTo({ top: box.scrollHeight });
    });
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [ref]);
}

const sizeOf = ({ scrollHeight, clientHeight }: HTMLElement) => `${scrollHeight} ${clientHeight}`;
