import { describe, expect, it } from 'vitest';
import { isSamePicture } from '../../src/chat/ChatPicture.js';
import { picture } from '../support/sources.js';

const PATH = '/api/chat-pictures/images/x';
const DATA = 'data:image/png;base64,AAAA';

const compare = (one: string, other: string) => [
  isSamePicture(picture(one), picture(other)),
  isSamePicture(picture(other), picture(one)),
];

describe('isSamePicture', () => {
  it.each([
    ['signed anew', `https://host.test${PATH}?sig=1`, `https://host.test${PATH}?sig=2`],
    ['relative and absolute', `${PATH}?sig=1`, `https://host.test${PATH}?sig=2`],
    ['relative to the scheme', `//host.test${PATH}`, `https://host.test${PATH}`],
    ['relative to the scheme and to the origin', `//host.test${PATH}`, PATH],
    ['with another port', `${PATH}?sig=1`, `http://localhost:3000${PATH}`],
    ['with a fragment', `${PATH}#a`, `${PATH}?sig=1#b`],
    ['equal data URLs', DATA, DATA],
    ['equal blob URLs', 'blob:https://host.test/1', 'blob:https://host.test/1'],
  ])('is true for URLs that are %s', (_, one, other) => {
    expect(compare(one, other)).toEqual([true, true]);
  });

  it.each([
    ['two paths', `${PATH}?sig=1`, `https://host.test${PATH}y?sig=1`],
    ['two relative paths', PATH, `${PATH}y`],
    ['two hosts', `https://one.test${PATH}`, `https://other.test${PATH}`],
    ['two data URLs', DATA, 'data:image/png;base64,AAAB'],
    ['two data URLs that differ after a "?"', `${DATA}?a`, `${DATA}?b`],
    ['two blob URLs', 'blob:https://host.test/1', 'blob:https://host.test/2'],
    ['a blob URL and a path', 'blob:https://host.test/1', '/1'],
  ])('is false for %s', (_, one, other) => {
    expect(compare(one, other)).toEqual([false, false]);
  });

  it('compares answers without a picture by their status', () => {
    const none = { status: 'none', reason: 'empty' } as const;
    expect(isSamePicture(none, { status: 'none', reason: 'not-found' })).toBe(true);
    expect(isSamePicture(none, { status: 'restricted' })).toBe(false);
    expect(isSamePicture(undefined, none)).toBe(false);
    expect(isSamePicture(picture(PATH), none)).toBe(false);
  });
});
