declare global {
  interface Window {
    announced: string[];
  }
}

/**
 * Writes into `window.announced` what comes into live regions, which is what screen readers announce. Refers to nothing outside itself,
 * so that it can be an init script of a page.
 */
export function recordAnnouncements(): void {
  const announced: string[] = [];
  Object.assign(window, { announced });
  const regionOf = (node: Node) =>
    (node instanceof Element ? node : node.parentElement)?.closest(
      '[role=status], [role=alert], [aria-live]',
    );
  const said = new WeakMap<Element, string>();
  new MutationObserver((mutations) => {
    const regions = new Set(mutations.map(({ target }) => regionOf(target)));
    for (const region of regions) {
      const words = region?.textContent?.trim() ?? '';
      if (!region || said.get(region) === words) continue;
      said.set(region, words);
      if (words !== '') announced.push(words);
    }
  }).observe(document, { childList: true, characterData: true, subtree: true });
}
