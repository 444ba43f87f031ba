/** `element.matches()`. `false` where the selector is unknown, as `:focus-visible` is to some simulated DOMs. */
export function matchesSelector(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}
