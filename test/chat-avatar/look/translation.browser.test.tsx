import { cleanup, waitFor } from '@testing-library/react';
import { ChatAvatarGroup } from 'chat-avatar';
import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { john, members, show } from './show.js';

afterEach(cleanup);

/** Simulates a browser's page translator, which replaces every text node with a `<font>` that holds the translated text. */
function translate(container: HTMLElement) {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    const font = document.createElement('font');
    font.textContent = text.data;
    text.replaceWith(font);
  }
}

const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Fe', 'Gus', 'Hal', 'Io'];

it('"+4" of a translated page becomes "+8"', () => {
  const { container, update, part } = show(members(NAMES.slice(0, 5), { max: 1 }));
  translate(container);
  update(members(NAMES, { max: 1 }));
  expect(part('-rest')).toHaveTextContent(/^\+8$/);
});

it('plain-text "+4" of a translated page becomes "+8"', () => {
  const group = (total: number) => (
    <ChatAvatarGroup aria-label="Members" total={total}>
      {john()}
    </ChatAvatarGroup>
  );
  const { container, update, part } = show(group(5));
  translate(container);
  update(group(9));
  expect(part('-rest').textContent).toBe('+8+8 more');
});

it('letters of a translated page follow the name, to a glyph and back', () => {
  const { container, update, part } = show(john());
  translate(container);
  update(john({ name: 'Ana Bell' }));
  expect(part('-initials').textContent).toBe('AB');
  translate(container);
  update(john({ name: '' }));
  expect(part('-initials').textContent).toBe('');
  expect(part('-glyph')).toBeVisible();
  update(john({ name: 'Zoe' }));
  expect(part('-initials').textContent).toBe('Z');
});

it('the refresh button of a translated page announces each outcome', async () => {
  const { container, part } = show(john({ refreshable: true }));
  await userEvent.click(page.elementLocator(part('-refresh')));
  const status = () => container.querySelector('[role="status"]');
  await waitFor(() => expect(status()?.textContent).not.toBe(''));
  translate(container);
  await waitFor(() => expect(status()?.textContent).toMatch(/Same picture, checked just now/));
});

it('the names in the list of a translated page follow their avatars', () => {
  const { container, update, part } = show(members(['Ada', 'Bo', 'Cy'], { max: 1, total: 9 }));
  translate(container);
  update(members(['Ada', 'Bo', 'Dee'], { max: 1, total: 12 }));
  expect(part('-popover').querySelector('ul')).toHaveTextContent(/Bo.*Dee.*9/);
});
