import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import {
  ChatAvatar,
  ChatAvatarGroup,
  type ChatAvatarGroupProps,
  type ChatAvatarProps,
  ChatPictureProvider,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import { memo, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { stubSource } from '../support/sources.js';

afterEach(cleanup);

const chatIdOf = (index: number) => `20123456789${index}@c.us`;

function inApp(children: ReactNode) {
  return (
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={stubSource(() => ({ status: 'none', reason: 'empty' }))}>
        {children}
      </ChatPictureProvider>
    </QueryClientProvider>
  );
}

const group = (children: ReactNode, props: Partial<ChatAvatarGroupProps> = {}) =>
  inApp(
    <ChatAvatarGroup aria-label="Members" max={1} {...props}>
      {children}
    </ChatAvatarGroup>,
  );

/** A component of the application's own, which knows its member by something else than a name. */
const Member = memo(function Member({ id }: { id: number }) {
  const props: ChatAvatarProps = { chatId: chatIdOf(id), name: ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Fe'][id] };
  return <ChatAvatar {...props} />;
});

const wrapped = [
  <Member key="first" id={0} />,
  <a key="link" href="#bo">
    <ChatAvatar chatId={chatIdOf(1)} name="Bo" />
  </a>,
  <span key="tooltip" title="Cy">
    <span>
      <ChatAvatar chatId={chatIdOf(2)} name="Cy" />
    </span>
  </span>,
  <Member key="own" id={3} />,
  <ChatAvatar.Root key="composed" chatId={chatIdOf(4)} name="Ed">
    <ChatAvatar.Face>
      <ChatAvatar.Initials />
    </ChatAvatar.Face>
  </ChatAvatar.Root>,
  <ChatAvatar key="decorative" chatId={chatIdOf(5)} name="Fe" alt="" />,
  <ChatAvatar key="nameless" chatId={chatIdOf(6)} name={'\u3164'} />,
];
const NAMES = ['Bo', 'Cy', 'Di', 'Ed', 'Fe', '+201234567896'];

describe('members that are wrapped', () => {
  it('are listed by name: in a link, a tooltip, a component, or composed of parts', async () => {
    render(group(wrapped));
    await userEvent.click(screen.getByRole('button', { name: '+6 more' }));
    const items = within(screen.getByRole('group', { name: '+6 more' })).getAllByRole('listitem');
    expect(items.map((item) => item.querySelector('bdi')?.textContent)).toEqual(NAMES);
    for (const name of NAMES) expect(screen.getByText(name)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Bo' })).toBeVisible();
  });

  it('are listed by name on the server too', () => {
    const html = renderToString(group(wrapped));
    expect([...html.matchAll(/<bdi>([^<]*)</g)].map(([, name]) => name)).toEqual(NAMES);
  });

  it('have their names beside them only in the list', () => {
    const { container } = render(group(wrapped, { max: 10 }));
    expect(container.querySelector('bdi')).toBeNull();
  });

  it('give the group the size and the shape of the first', () => {
    const first = (
      <a href="#ada" key="ada">
        <span>
          <ChatAvatar chatId={chatIdOf(0)} name="Ada" size={64} shape="rounded" />
        </span>
      </a>
    );
    render(group([first, ...wrapped]));
    const list = screen.getByRole('list', { name: 'Members' });
    expect(list.dataset.shape).toBe('rounded');
    expect(screen.getByRole('button').getBoundingClientRect().height).toBe(64);
  });
});

describe('the list of the rest', () => {
  const many = (count: number) =>
    Array.from({ length: count + 1 }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: they never change their order.
      <ChatAvatar key={index} chatId={`2012345678${index + 10}@c.us`} name={`Member ${index}`} />
    ));

  it('scrolls by keyboard, closes on Escape, and gives the focus back', async () => {
    render(group(many(9)));
    const button = screen.getByRole('button', { name: '+9 more' });
    button.focus();
    await userEvent.keyboard('{Enter}');
    const list = screen.getByRole('group', { name: '+9 more' });
    await waitFor(() => expect(list).toBeVisible());
    expect(list.scrollHeight).toBeGreaterThan(list.clientHeight);
    await userEvent.keyboard('{Tab}');
    expect(list).toHaveFocus();
    await userEvent.keyboard('{End}');
    await waitFor(() => expect(list.scrollTop).toBe(list.scrollHeight - list.clientHeight));
    expect((await axe.run(list)).violations).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(list).not.toBeVisible());
    expect(button).toHaveFocus();
  });

  it('has a button with its visible text in its name (WCAG 2.5.3)', () => {
    render(group(many(9), { total: 120 }));
    const button = screen.getByRole('button', { name: '+119 more' });
    expect(button.getAttribute('aria-label')).toContain(button.textContent);
  });

  it('updates its count after a page translator has wrapped its text', () => {
    const { rerender } = render(group(many(4)));
    const button = screen.getByRole('button');
    const translated = document.createElement('font');
    translated.append(...button.childNodes);
    button.append(translated);
    rerender(group(many(8)));
    expect(screen.getByRole('button', { name: '+8 more' }).textContent).toBe('+8');
  });
});
