import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, describe, expect, it } from 'vitest';
import { stubSource } from '../../support/sources.js';

afterEach(cleanup);

const names = [
  'WW WW',
  'ŴŴ ŴŴ',
  'ЩЖ ЩЖ',
  'MM @MM',
  'اللّٰه',
  '👩‍👩‍👧‍👦',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '囍',
  'क्षि',
  'ស្រី',
  'ஔ',
  '꧁',
  'ﷺ',
];
const sizes = [16, 17, 24, 32, 40, 56, 96, 128, 512];

describe('letters fit their square', () => {
  it.each(sizes)('of %i px: the widest letters, in bold too', (size) => {
    const { container } = render(
      <QueryClientProvider client={new QueryClient()}>
        <ChatPictureProvider source={stubSource(() => ({ status: 'none', reason: 'empty' }))}>
          <div style={{ '--chat-avatar-font-weight': 800 } as never}>
            {names.map((name) => (
              <div key={name}>
                <ChatAvatar chatId="201234567890@c.us" name={name} size={size} />
                <ChatAvatar chatId="201234567890@c.us" name={name} size={size} ring={undefined} />
              </div>
            ))}
          </div>
        </ChatPictureProvider>
      </QueryClientProvider>,
    );
    const inOneElement = container.querySelectorAll<HTMLElement>('[data-chat-avatar="letters"]');
    const inParts = container.querySelectorAll<HTMLElement>('[data-chat-avatar-initials]');
    // The one name without letters has a glyph, which is a part.
    expect([inOneElement.length, inParts.length]).toEqual([names.length - 1, names.length + 1]);
    for (const letters of [...inOneElement, ...inParts]) {
      const range = document.createRange();
      range.selectNodeContents(letters);
      const { width } = range.getBoundingClientRect();
      expect(width, letters.textContent ?? '').toBeGreaterThan(0);
      expect(width, letters.textContent ?? '').toBeLessThanOrEqual(size);
      expect(letters.scrollHeight).toBeLessThanOrEqual(Math.ceil(letters.clientHeight));
    }
  });
});
