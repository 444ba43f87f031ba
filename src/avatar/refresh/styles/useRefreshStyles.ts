import { useBrowserLayoutEffect } from '../../../lib/useBrowserLayoutEffect.js';
import { adoptStyles } from './adoptStyles.js';
import { REFRESH_STYLES } from './refreshStyles.js';

/**
 * The styles of the button and its bubble. They come with the code, so that the first paint does not load them. After each render,
 * because the element may have been moved into another document, such as that of a pop-out: what they style is seen after a render.
 */
export function useRefreshStyles(button: HTMLElement | null): void {
  useBrowserLayoutEffect(() => {
    if (button) adoptStyles(button, REFRESH_STYLES);
  });
}
