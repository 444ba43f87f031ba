import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { ChatAvatar, type ChatAvatarProps, ChatPictureProvider, chatPictureOptions } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { ANA } from '../../support/avatars.js';
import { picture, stubSource } from '../../support/sources.js';

const known = picture('https://pps.whatsapp.net/v/a.jpg');
const source = stubSource(() => known);

afterEach(cleanup);

/** An avatar whose picture is in the cache, and whose image never loads. */
function app(props: Partial<ChatAvatarProps> = {}) {
  const client = new QueryClient();
  client.setQueryData(chatPictureOptions(source, ANA).queryKey, known);
  return (
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        <ChatAvatar chatId={ANA} name="Ana Diaz" renderImage={() => <i key="never" />} {...props} />
      </ChatPictureProvider>
    </QueryClientProvider>
  );
}

const lettersIn = (box: Element) => box.querySelector('[data-chat-avatar-initials]');

describe.each([
  { form: 'of one element', props: { size: 40 } },
  { form: 'with a face inside it', props: {} },
])('the letters of an avatar $form, whose known picture is not painted', ({ props }) => {
  it('are rendered late, and hidden by CSS for the rest of their delay', async () => {
    const { container } = render(app(props));
    expect(lettersIn(container)).toBeNull();
    await expect.poll(() => lettersIn(container)).not.toBeNull();
    const letters = lettersIn(container) as HTMLElement;
    expect(letters).toHaveTextContent('AD');
    expect(getComputedStyle(letters).animationDelay).toBe('0.1s');
    await expect.poll(() => getComputedStyle(letters).visibility).toBe('visible');
  });

  it('take the delay of the page', async () => {
    const { container } = render(
      <div style={{ '--chat-avatar-letter-delay': '1s' } as object}>{app(props)}</div>,
    );
    await expect.poll(() => lettersIn(container)).not.toBeNull();
    expect(getComputedStyle(lettersIn(container) as HTMLElement).animationDelay).toBe('0.95s');
  });

  it('are in the HTML of a server, with the whole delay', () => {
    const box = document.createElement('div');
    box.innerHTML = renderToString(app(props));
    document.body.append(box);
    expect(getComputedStyle(lettersIn(box) as HTMLElement).animationDelay).toBe('0.15s');
    box.remove();
  });
});
