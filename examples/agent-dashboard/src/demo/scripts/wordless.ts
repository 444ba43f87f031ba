import type { Script } from './Script.js';

/** For languages that nobody here speaks. */
export const wordless: Script = {
  people: [
    [
      ['them', '👋'],
      ['us', '👋 😊'],
      ['them', '📦 48213 ❓'],
      ['us', '📦 48213 ➡️ 🚚 ✅'],
      ['them', '🙏'],
    ],
  ],
  groups: [
    [
      ['them', '📅 ❓'],
      ['them', '👍'],
      ['us', '👍'],
      ['them', '🎉'],
    ],
  ],
};
