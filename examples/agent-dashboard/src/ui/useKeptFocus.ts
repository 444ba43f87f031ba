import { useEffect, useLayoutEffect, useRef } from 'react';

/** More are rarely gone at once. */
const REMEMBERED = 10;

/**
 * Focus management. A pressed button may leave the page, with its message or with its list. Browsers then move the focus to the body, and
 * screen readers to the start of the page. It goes back to where it was before instead, or to the content if all of that is gone.
 *
 * @param contentId Of an element with a `tabIndex`.
 * @param place     Changes when other content is shown. A focus that was lost then goes to the content.
 */
export function useKeptFocus(contentId: string, place: string): void {
  const focused = useRef<HTMLElement[]>([]);

  // Before the observer, which runs after all changes of a rendering.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of the place that counts
  useLayoutEffect(() => {
    const { activeElement, body } = document;
    const isLost =
      activeElement === body
        ? focused.current.at(-1)?.isConnected === false
        : !activeElement?.checkVisibility();
    if (isLost) document.getElementById(contentId)?.focus({ preventScroll: true });
  }, [contentId, place]);

  useEffect(() => {
    const onFocusIn = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      const others = focused.current.filter((element) => element !== target && element.isConnected);
      focused.current = [...others, target].slice(-REMEMBERED);
    };
    const observer = new MutationObserver(() => {
      if (focused.current.at(-1)?.isConnected !== false || document.activeElement !== document.body) return;
      const last = focused.current.findLast(mayTakeFocus) ?? document.getElementById(contentId);
      last?.focus({ preventScroll: true });
    });
    addEventListener('focusin', onFocusIn);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      removeEventListener('focusin', onFocusIn);
      observer.disconnect();
    };
  }, [contentId]);
}

/** On a touch screen, a field would open the keyboard. */
const mayTakeFocus = (element: HTMLElement) =>
  element.isConnected &&
  element.checkVisibility() &&
  !(element.matches('input, textarea') && matchMedia('(hover: none)').matches);
