import { codeNotLoaded } from '../../chat/codeNotLoaded.js';
import { lazyCode } from '../../lib/lazyCode.js';

/**
 * The seam of the refresh: what a refresh does is behind this `import()`, and the first paint does not load it (0.9 kB, brotli).
 * Write its rules in `refreshChatPicture.ts` and what that imports.
 */
export const refreshCode = /* @__PURE__ */ lazyCode(() => import('./refreshChatPicture.js'), codeNotLoaded);
