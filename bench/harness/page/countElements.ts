import type { Plugin } from 'esbuild';

const COUNTER = `
import { jsx as create, jsxs as createList } from 'react/jsx-runtime';
export { Fragment } from 'react/jsx-runtime';
globalThis.elementsOfOurs = 0;
const counted = (create) => (...args) => {
  globalThis.elementsOfOurs += 1;
  return create(...args);
};
export const jsx = counted(create);
export const jsxs = counted(createList);
`;

/** Counts the elements that chat-avatar creates, in `elementsOfOurs` of the page: none means that none of its parts renders. */
export const countElements = (): Plugin => ({
  name: 'count-elements',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react\/jsx-runtime$/ }, ({ importer }) =>
      importer.includes('/node_modules/chat-avatar/')
        ? { path: 'jsx-runtime', namespace: 'count-elements' }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'count-elements' }, () => ({
      contents: COUNTER,
      resolveDir: import.meta.dirname,
    }));
  },
});
