import type { VariantToCheck } from './describeBuild.js';

export const light = '../pages/canvasLight.css';
const dark = '../pages/canvasDark.css';
const system = '../pages/canvasOfSystem.css';

/** Every way in which a page chooses its theme. */
export const themePages = {
  plain: { title: 'a page without color-scheme', theme: 'light', before: [light] },
  both: { title: 'a page with color-scheme: light dark', theme: 'system', before: [system] },
  darkClass: { title: 'the class dark', theme: 'dark', html: 'class="dark"', before: [dark] },
  lightClass: {
    title: 'the class light',
    theme: 'light',
    html: 'class="light"',
    before: [system],
    after: [light],
  },
  darkTheme: { title: 'data-theme="dark"', theme: 'dark', html: 'data-theme="dark"', before: [dark] },
  lightTheme: {
    title: 'data-theme="light"',
    theme: 'light',
    html: 'data-theme="light"',
    before: [system],
    after: [light],
  },
  darkInline: {
    title: 'an inline color-scheme: dark',
    theme: 'dark',
    html: 'style="color-scheme: dark"',
    before: [dark],
  },
  lightInline: {
    title: 'an inline color-scheme: light',
    theme: 'light',
    html: 'style="color-scheme: light"',
    before: [system],
    after: [light],
  },
  darkSheet: {
    title: 'a sheet with .dark { color-scheme: dark }',
    theme: 'dark',
    html: 'class="dark"',
    before: [dark, '.dark { color-scheme: dark }'],
  },
  nested: {
    title: 'the class light within the class dark',
    theme: 'light',
    html: 'class="dark"',
    wrapper: 'light',
    before: [light],
  },
} satisfies Record<string, VariantToCheck>;
