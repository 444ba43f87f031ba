import { cleanup, waitFor } from '@testing-library/react';
import { ChatAvatar, type ChatPicture } from 'chat-avatar';
import { afterEach, expect, it } from 'vitest';
import { JOHN } from '../../support/chats.js';
import { deferred, picture, stubSource } from '../../support/sources.js';
import { RED } from '../showAvatar.js';
import { addStyles, cleanUpPage, members, show } from './show.js';

afterEach(() => {
  cleanup();
  cleanUpPage();
});

const middleOf = (element: Element | null | undefined) => {
  const { top, height } = element?.getBoundingClientRect() ?? new DOMRect();
  return top + height / 2;
};

it('a group stands on the line of an avatar, whatever its members show', async () => {
  const answer = deferred<ChatPicture>();
  const { container } = show(
    <p style={{ font: '16px/1.5 serif', margin: 0 }}>
      <ChatAvatar chatId={JOHN} name="John Doe" /> {members(['Ada', 'Bo', 'Cy'], { max: 2 })} and others
    </p>,
    { source: stubSource(() => answer.promise) },
  );
  const avatar = () => middleOf(container.querySelector('p > [data-chat-avatar]'));
  const group = () => middleOf(container.querySelector('[data-chat-avatar-group]'));
  expect(group()).toBeCloseTo(avatar(), 0);
  const before = group();
  answer.resolve(picture(RED));
  await waitFor(() => expect(container.querySelectorAll('[data-state="picture"]')).toHaveLength(3));
  expect(group()).toBeCloseTo(avatar(), 0);
  expect(group()).toBe(before);
});

it('rules for bare elements within elements, such as those of MVP.css for menus, leave a group', () => {
  const menu = (
    <nav>
      <ul>
        <li>{members(['Ada', 'Bo', 'Cy'], { max: 2 })}</li>
      </ul>
    </nav>
  );
  const boxes = () => {
    const { container } = show(menu);
    const parts = [...container.querySelectorAll('[data-chat-avatar-group], [data-chat-avatar-item]')];
    const origin = container.querySelector('nav li')?.getBoundingClientRect() ?? new DOMRect();
    const found = parts.map((part) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      return [left - origin.left, top - origin.top, width, height];
    });
    cleanup();
    return found;
  };
  addStyles('nav > ul > li { display: block; position: relative }');
  const expected = boxes();
  addStyles(`nav ul li ul { position: absolute; top: 1.7rem; left: -2px; display: none; border: 1px solid red;
      padding: 0.5rem 1rem; box-shadow: 0 0 9px red }
    nav ul li:hover ul { display: block }
    body nav ul li ul li { display: block; margin: 4px; border: 1px solid red }
    html body nav ul li ul li button { padding: 1rem; border: 3px solid red; margin: 4px }`);
  expect(boxes()).toEqual(expected);
});
