import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatAvatar, type ChatAvatarProps, ChatPictureProvider } from 'chat-avatar';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { stubSource } from '../../support/sources.js';

const source = stubSource(() => ({ status: 'none', reason: 'empty' }));

/** What a server sends. */
function htmlOf(name: string, size?: ChatAvatarProps['size']): string {
  return renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>
        <ChatAvatar chatId="201234567890@c.us" name={name} size={size} />
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
}

const lettersOf = (...avatar: Parameters<typeof htmlOf>) => htmlOf(...avatar).replace(/<[^>]*>/g, '');

describe('a small avatar', () => {
  it.each<[name: string, size: ChatAvatarProps['size'], letters: string]>([
    ['John Doe', 16, 'J'],
    ['John Doe', 20, 'J'],
    ['John Doe', '20', 'J'],
    ['John Doe', 21, 'JD'],
    ['John Doe', 'xs', 'JD'],
    ['John Doe', undefined, 'JD'],
    ['John Doe', '1em', 'JD'],
    ['émile zola', 16, 'É'],
    ['שרה כהן', 16, 'ש'],
    ['李小龍', 16, '李'],
    ['👩‍👩‍👧', 16, '👩‍👩‍👧'],
    ['+44 7123 456789', 16, ''],
  ])('of %j with size %j shows %j', (name, size, letters) => {
    expect(lettersOf(name, size)).toBe(letters);
  });
});

describe('the size and place of letters, in the HTML of a server', () => {
  it.each(['John Doe', 'Олег Иванов', 'Γιώργος', '李小龍', '김철수', '🔥', 'ߒߞߏ'])(
    'are those of the stylesheet for %s',
    (name) => {
      expect(htmlOf(name)).not.toContain('--_ca-fit');
    },
  );

  it.each(['محمد', 'नरेंद्र', 'สมชาย', 'שרה כהן', 'கமல்'])('stand beside %s', (name) => {
    expect(htmlOf(name)).toMatch(/style="--_ca-fit:[\d.]{1,5};--_ca-drop:-?[\d.]{1,5}em"/);
  });

  it('are not those of a glyph', () => {
    expect(htmlOf('')).not.toContain('--_ca-fit');
  });
});
