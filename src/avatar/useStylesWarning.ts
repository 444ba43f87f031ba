'use client';

import { type RefObject, useEffect } from 'react';
import { warnOnce } from '../lib/warnOnce.js';

/** The documents and shadow roots that have been checked. */
const checked = new WeakSet<Node>();

/** The time that a stylesheet may take to load, in ms. */
const STYLES_TIMEOUT = 1000;

/**
 * Development only. Warns if styles.css is missing: checks, once per document or shadow root, for a custom property that it
 * sets. Without a layout, as in jsdom, happy-dom or under `display: none`, there is nothing to check and no warning.
 */
export function useStylesWarning(ref: RefObject<Element | null>): void {
  useEffect(() => {
    const element = ref.current;
    const root = element?.getRootNode();
    if (!element || !root || checked.has(root) || !hasLayout(element)) return;
    checked.add(root);
    setTimeout(check, STYLES_TIMEOUT, element, root);
  }, [ref]);
}

function check(element: Element, root: Node): void {
  const { defaultView, readyState } = element.ownerDocument;
  if (!defaultView || !hasLayout(element)) {
    // The next avatar of this root is checked instead.
    checked.delete(root);
  } else if (readyState !== 'complete') {
    setTimeout(check, STYLES_TIMEOUT, element, root);
  } else if (!defaultView.getComputedStyle(element).getPropertyValue('--_fade')) {
    warnOnce(
      'styles.css is not loaded where an avatar stands, so it has no size, colour or picture. Import it once in your app: import "chat-avatar/styles.css". In a shadow root, add it to that root.',
    );
  }
}

function hasLayout(element: Element): boolean {
  return element.getBoundingClientRect().width > 0;
}
