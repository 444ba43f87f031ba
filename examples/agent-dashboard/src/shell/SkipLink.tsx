import { useTexts } from '../texts/useTexts.js';

/** The id of the page's `<main>`. */
export const MAIN = 'main';

/** The first stop of the Tab key: leads past the navigation. A button, because the address after `#` is the route. */
export function SkipLink() {
  const texts = useTexts();
  return (
    <button type="button" className="skip-link" onClick={() => document.getElementById(MAIN)?.focus()}>
      {texts.skipToContent}
    </button>
  );
}
