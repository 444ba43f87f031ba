import { render, screen } from '@testing-library/react';
import { ChatAvatar } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, expect, it } from 'vitest';
import { JOHN } from '../../support/chats.js';
import { picture, stubSource } from '../../support/sources.js';
import { inApp, RED } from '../showAvatar.js';

const SIZES = [20, 24, 40, 48, 56, 96, 160];

afterEach(() => {
  document.documentElement.dir = '';
});

it.each(['ltr', 'rtl'])('the next avatar of a row without gaps covers no refresh button, %s', (direction) => {
  document.documentElement.dir = direction;
  render(
    inApp(
      stubSource(() => picture(RED)),
      <div>
        {SIZES.map((size) => (
          <div key={size} style={{ display: 'flex', padding: 16 }}>
            <ChatAvatar chatId={JOHN} name="John Doe" size={size} refreshable />
            <ChatAvatar chatId="201234567891@c.us" name="Mona Howard" size={size} />
          </div>
        ))}
      </div>,
    ),
  );
  for (const [index, button] of screen.getAllByRole('button').entries()) {
    const next = button.closest('[data-chat-avatar]')?.nextElementSibling?.getBoundingClientRect();
    const box = button.getBoundingClientRect();
    const size = SIZES[index] as number;
    // The smallest are smaller than a target of 24 px.
    const shared = Math.max(0, (24 - size) / 2);
    expect(next).toBeDefined();
    if (direction === 'ltr')
      expect(box.right, `${size} px`).toBeLessThanOrEqual((next?.left ?? 0) + shared + 0.01);
    else expect(box.left, `${size} px`).toBeGreaterThanOrEqual((next?.right ?? 0) - shared - 0.01);
  }
});
