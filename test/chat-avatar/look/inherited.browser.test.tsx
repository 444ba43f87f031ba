import { cleanup } from '@testing-library/react';
import { ChatAvatar } from 'chat-avatar';
import { afterEach, expect, it } from 'vitest';
import { JOHN } from '../../support/chats.js';
import { john, show } from './show.js';

afterEach(cleanup);

/** Of many properties. Each takes those that it supports. */
const VALUES = [
  ...['left', 'right', 'end', 'center', 'justify', '-webkit-right', 'match-parent', 'start end'],
  ...['0', '2', '40px', '-40px', '3em', '250%', 'thin', '40px hanging', 'ex-height 0.9'],
  ...['rtl', 'vertical-rl', 'sideways-lr', 'upright', 'mixed', 'under', 'over', 'visual', 'plaintext'],
  ...[
    'top',
    'bottom',
    'middle',
    'super',
    'sub',
    'hanging',
    'text-top',
    'central',
    'mathematical',
    'text',
    'cap',
  ],
  ...['break-all', 'break-word', 'anywhere', 'pre', 'pre-line', 'break-spaces', 'nowrap', 'wrap', 'balance'],
  ...[
    'none',
    'auto',
    'normal',
    'all',
    'always',
    'loose',
    'strict',
    'first',
    'last',
    'first last',
    'allow-end',
  ],
  ...['trim-start', 'trim-both', 'space-all', 'no-autospace', 'preserve', 'inside', 'outside', 'manual'],
  ...['collapse', 'hidden', 'full-width', 'uppercase', 'capitalize', 'compact', 'inter-character', 'pretty'],
  ...['filled', 'italic', 'small-caps', 'petite-caps', 'bolder', '900', 'ultra-expanded', 'distribute'],
];

/** The middle of the letters and the ends of their line, from the corner of their avatar, in half pixels. */
function placesOfLetters(container: HTMLElement): number[][] {
  return [...container.querySelectorAll('[data-chat-avatar="letters"], [data-chat-avatar-initials]')].map(
    (letters) => {
      const corner = (letters.closest('[data-chat-avatar]') as HTMLElement).getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(letters);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      const place = [(left + right) / 2 - corner.left, top - corner.top, bottom - corner.top];
      return place.map((at) => Math.round(at * 2) / 2);
    },
  );
}

it('no inherited property that this browser knows moves the letters', () => {
  const { container } = show(
    <>
      <i />
      {john({ size: 80 })}
      <ChatAvatar chatId={JOHN} name="محمد علي" size={81} />
      {john({ size: 80, ring: 'unread' })}
    </>,
  );
  const plain = container.querySelector('i') as HTMLElement;
  const before = placesOfLetters(container);
  const inherited = new Set<string>();
  for (const property of [...getComputedStyle(plain)]) {
    const initial = getComputedStyle(plain).getPropertyValue(property);
    for (const value of VALUES.filter((value) => CSS.supports(property, value))) {
      container.style.setProperty(property, value);
      if (getComputedStyle(plain).getPropertyValue(property) === initial) continue;
      inherited.add(property);
      expect(placesOfLetters(container), `${property}: ${value}`).toEqual(before);
    }
    container.style.removeProperty(property);
  }
  expect(inherited.size).toBeGreaterThan(60);
  expect([...inherited]).toEqual(
    expect.arrayContaining(['text-align', 'text-align-last', 'font-size-adjust']),
  );
});
