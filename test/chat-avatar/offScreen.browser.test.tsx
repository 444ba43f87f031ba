import { render, waitFor } from '@testing-library/react';
import { ChatAvatar, chatPictureOptions } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { Profiler, type ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { GROUP, JOHN, MONA, NONE } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';

import { becomes, client, frame, inApp, RED, show } from './showAvatar.js';

/** Far below the viewport. */
const farBelow = (children: ReactNode) => (
  <div>
    <div style={{ height: 5_000 }} />
    {children}
  </div>
);

describe('off-screen (rule 10)', () => {
  it('sends no request until the avatar comes near', async () => {
    const source = stubSource(() => NONE);
    const { container } = render(
      inApp(
        source,
        farBelow(
          <>
            <ChatAvatar chatId={JOHN} name="John Doe" />
            <ChatAvatar chatId={MONA} name="Mona" loading="eager" />
          </>,
        ),
      ),
    );
    await waitFor(() => expect(source.asked(MONA)).toBe(1));
    await frame();
    expect(source.asked(JOHN)).toBe(0);
    container.querySelector('[data-chat-avatar]')?.scrollIntoView();
    await waitFor(() => expect(source.asked(JOHN)).toBe(1));
    window.scrollTo(0, 0);
  });

  it('sends no request when a far avatar changes to another chat', async () => {
    const source = stubSource(() => picture(RED));
    const { container, root, update } = show(source);
    await becomes(root, 'picture');
    const above = document.createElement('div');
    above.style.height = '5000px';
    container.prepend(above);
    window.scrollTo(0, 0);
    await frame();
    update({ chatId: GROUP });
    for (let i = 0; i < 10; i += 1) await frame();
    expect(source.asked(GROUP)).toBe(0);
    root().scrollIntoView();
    await waitFor(() => expect(source.asked(GROUP)).toBe(1));
    await becomes(root, 'picture');
    // In view it asks at once.
    update({ chatId: '201111111111@c.us' });
    await waitFor(() => expect(source.asked('201111111111@c.us')).toBe(1));
  });

  it('an avatar with a known answer renders once, and not again when it comes near', async () => {
    const source = stubSource(() => NONE);
    const { queryKey } = chatPictureOptions(source, JOHN);
    client.setQueryData(queryKey, NONE);
    const onRender = vi.fn();
    render(
      inApp(
        source,
        <Profiler id="avatar" onRender={onRender}>
          <ChatAvatar chatId={JOHN} name="John Doe" />
        </Profiler>,
      ),
    );
    const query = client.getQueryCache().find({ queryKey });
    await waitFor(() => expect(query?.getObserversCount()).toBe(1));
    await frame();
    expect(onRender).toHaveBeenCalledTimes(1);
  });

  it('shows the picture of a far avatar after the application has cleared its cache', async () => {
    const source = stubSource(() => picture(RED));
    const { container } = render(inApp(source, farBelow(<ChatAvatar chatId={JOHN} name="John Doe" />)));
    await frame();
    client.clear();
    const root = () => container.querySelector('[data-chat-avatar]') as HTMLElement;
    root().scrollIntoView();
    await becomes(root, 'picture');
    window.scrollTo(0, 0);
  });

  it('shows a cached picture without a request', async () => {
    const source = stubSource(() => picture(RED));
    client.setQueryData(['chat-picture', source.id, JOHN], picture(RED));
    const { root } = show(source);
    await becomes(root, 'picture');
    expect(source.calls).toHaveLength(0);
  });
});
