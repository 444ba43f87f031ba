import { describeBuild, type VariantToCheck } from './support/describeBuild.js';
import { light } from './support/themePages.js';
import { vite8 } from './support/vite8.js';

/** The look stays the same in a page with such rules, before our stylesheet or after it. */
const reset = (title: string, ...styles: string[]): Record<'before' | 'after', VariantToCheck> => {
  const page = { theme: 'light', systems: ['light'] } as const;
  return {
    before: { ...page, title: `${title}, before ours`, before: [light, ...styles] },
    after: { ...page, title: `${title}, after ours`, before: [light], after: styles },
  };
};

const resets = {
  reboot: reset('Bootstrap Reboot', 'bootstrap/dist/css/bootstrap-reboot.css'),
  normalize: reset('modern-normalize', 'modern-normalize/modern-normalize.css'),
  antd: reset('the reset of antd', 'antd/reset.css'),
  buttons: reset(
    'button { font: inherit }',
    'button { font: inherit; background: none; border: 0; padding: 0 }',
  ),
  images: reset('img { height: auto }', 'img { max-width: 100%; height: auto }'),
  indent: reset('text-indent', 'body { text-indent: 2em }'),
  lists: reset('rules for lists', 'ul { margin: 1em 0; padding-left: 2em } li { margin-bottom: 8px }'),
  spans: reset('rules for spans', 'span { display: inline; color: red; background: none }'),
};

describeBuild(
  'beside a reset',
  vite8('resets'),
  Object.fromEntries(
    Object.entries(resets).flatMap(([name, { before, after }]) => [
      [`${name}Before`, before],
      [`${name}After`, after],
    ]),
  ),
);
