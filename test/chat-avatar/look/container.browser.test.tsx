import { cleanup } from '@testing-library/react';
import type { ChatAvatarProps } from 'chat-avatar';
import { afterEach, describe, expect, it } from 'vitest';
import { addStyles, cleanUpPage, john, show } from './show.js';

afterEach(() => {
  cleanup();
  cleanUpPage();
});

function look(props: Partial<ChatAvatarProps>) {
  const { part } = show(<div style={{ width: 80 }}>{john(props)}</div>);
  const own = part('');
  const letters = getComputedStyle(own.dataset.chatAvatar === 'letters' ? own : part('-initials'));
  return {
    width: part('').getBoundingClientRect().width,
    letters: Number.parseFloat(letters.fontSize),
    isContainer: getComputedStyle(part('')).containerType !== 'normal',
  };
}

describe('a container, which makes long lists slow,', () => {
  it.each<[string, Partial<ChatAvatarProps>, number, number]>([
    ['without a size', {}, 40, 16],
    ['with a size by name', { size: 'lg' }, 56, 22.4],
    ['with a size in px', { size: 90 }, 90, 36],
  ])('is no avatar %s', (_, props, width, letters) => {
    expect(look(props)).toEqual({ width, letters, isContainer: false });
  });

  it.each<[string, Partial<ChatAvatarProps>]>([
    ['with a relative size', { size: '100%' }],
    ['with an inline style', { style: { inlineSize: '100%', blockSize: 80 } }],
    ['with a class', { className: 'mine' }],
  ])('is an avatar %s, and its letters fit', (_, props) => {
    addStyles('.mine { width: 80px; height: 80px }');
    expect(look(props)).toEqual({ width: 80, letters: 32, isContainer: true });
  });

  it('is no avatar with a size from a property of the page', () => {
    addStyles(':root { --chat-avatar-size: 4em }');
    expect(look({})).toEqual({ width: 64, letters: 25.6, isContainer: false });
  });
});
