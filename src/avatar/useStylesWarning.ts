'use client';

import { type RefObject, useEffect } from 'react';
import { warnOnce } from '../lib/warnOnce.js';

/** The document, and each shadow root. */
const checked = new WeakSet<Node>();

/** How long a stylesheet may take, in ms. */
const PATIENCE = 1000;

/**
 * Development only. Looks, once per document or shadow root, for a custom property that styles.css sets. Without a layout, as in
 * jsdom, happy-dom or under `display: none`, it cannot tell and is silent.
 */
export function useStylesWarning(ref: RefObject<Element | null>): void {
  useEffect(() => {
    const element = ref.current;
    const root = element?.getRootNode();
    if (!element || !root || checked.has(root) || !hasLayout(element)) return;
    checked.add(root);
    setTimeout(check, PATIENCE, element, root);
  }, [ref]);
}

function check(element: Element, root: Node): void {
  const { defaultView, readyState } = element.ownerDocument;
  if (!defaultView || !hasLayout(element)) {
    // The next avatar of this root is looked at.
    checked.delete(root);
  } else if (readyState !== 'complete') {
    setTimeout(check, PATIENCE, element, root);
  } else if (!defaultView.getComputedStyle(element).getPropertyValue('--_fade')) {
    warnOnce(
      'styles.css is not loaded where an avatar stands, so it has no size, colour or picture. Import it once in your app: import "chat-avatar/styles.css". In a shadow root, add it to that root.',
    );
  }
}

function hasLayout(element: Element): boolean {
  return element.getBoundingClientRect().width > 0;
}
