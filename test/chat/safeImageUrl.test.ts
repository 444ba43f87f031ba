import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeImageUrl, safeSrcSet } from '../../src/chat/safeImageUrl.js';

describe('safeImageUrl', () => {
  it.each([
    'https://cdn.example.com/a.jpg',
    'http://localhost:4000/a.jpg',
    'blob:https://dashboard.example.com/0b7c9c1e-5a0e-4d2c-8a52-0d6f5e3c7a11',
    'blob:null/0b7c9c1e-5a0e-4d2c-8a52-0d6f5e3c7a11',
    '/images/a.webp',
    'images/a.webp',
    '//cdn.example.com/a.jpg',
    'data:image/png;base64,AAAA',
  ])('allows %s', (url) => {
    expect(safeImageUrl(url)).toBe(url);
  });

  it.each([
    undefined,
    null,
    42,
    '',
    'http://',
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'file:///etc/passwd',
    'data:image/svg+xml,<svg/>',
    'data:text/html,x',
    'filesystem:https://x.test/temporary/a.png',
    'about:blank',
  ])('refuses %s', (url) => {
    expect(safeImageUrl(url as string)).toBeUndefined();
  });

  it('returns its argument or undefined, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.anything()), (url) => {
        expect([url, undefined]).toContain(safeImageUrl(url as string));
      }),
    );
  });
});

describe('safeSrcSet', () => {
  it('allows blob: candidates, and refuses the whole set for one unsafe candidate', () => {
    expect(safeSrcSet('blob:https://x.test/1 80w, blob:https://x.test/2 160w')).toBe(
      'blob:https://x.test/1 80w, blob:https://x.test/2 160w',
    );
    expect(safeSrcSet('https://x.test/1 80w, javascript:alert(1) 160w')).toBeUndefined();
  });

  it.each([
    ['/a.png', '/a.png'],
    ['/a.png 1x, /b.png 2x', '/a.png 1x, /b.png 2x'],
    ['/a.png 1x,/b.png 2x', '/a.png 1x, /b.png 2x'],
    ['/a.png, /b.png', '/a.png, /b.png'],
    ['/a,b.png 1x', '/a,b.png 1x'],
    [' /a.png 80w ,/b.png 160w, ', '/a.png 80w, /b.png 160w'],
    ['data:image/png;base64,AAAA 1x,/b.png 2x', 'data:image/png;base64,AAAA 1x, /b.png 2x'],
  ])('separates the candidates of "%s"', (srcSet, expected) => {
    expect(safeSrcSet(srcSet)).toBe(expected);
  });

  it.each(['', ' ', ',', '/a.png 1x 2x', '/a.png large', '/a.png /b.png'])('refuses "%s"', (srcSet) => {
    expect(safeSrcSet(srcSet)).toBeUndefined();
  });
});
