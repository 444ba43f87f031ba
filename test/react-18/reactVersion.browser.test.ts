import { version } from 'react';
import { version as domVersion } from 'react-dom';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';

// Without this, a slip in the aliases would run the whole suite twice on one and the same React.
it('runs on the React that its project is named after', () => {
  expect(version.split('.')[0]).toBe(import.meta.env.REACT_MAJOR);
  expect(domVersion).toBe(version);
  expect(renderToString('text')).toBe('text');
});
