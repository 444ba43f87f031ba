import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import {
  ChatAvatar,
  ChatAvatarGroup,
  type ChatAvatarGroupProps,
  type ChatAvatarProps,
  ChatPictureProvider,
  type PictureSource,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import type { ReactNode } from 'react';
import { JOHN } from '../../support/chats.js';
import { stubSource } from '../../support/sources.js';

const noPictures = () => stubSource(() => ({ status: 'none', reason: 'empty' }));

export const inApp = (children: ReactNode, source: PictureSource = noPictures()) => (
  <QueryClientProvider client={new QueryClient()}>
    <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
  </QueryClientProvider>
);

export const john = (props: Partial<ChatAvatarProps> = {}) => (
  <ChatAvatar chatId={JOHN} name="John Doe" {...props} />
);

export const members = (names: string[], props: Partial<ChatAvatarGroupProps> = {}) => (
  <ChatAvatarGroup aria-label="Members" {...props}>
    {names.map((name, index) => (
      <ChatAvatar key={name} chatId={`20123456789${index}@c.us`} name={name} />
    ))}
  </ChatAvatarGroup>
);

/** Renders into the page, or into `container`; `part('-face')` is the first element with `data-chat-avatar-face`. */
export function show(
  children: ReactNode,
  { source, container }: { source?: PictureSource; container?: HTMLElement } = {},
) {
  const rendered = render(inApp(children, source), { container });
  const within = rendered.container;
  return {
    container: within,
    update: (next: ReactNode) => rendered.rerender(inApp(next, source)),
    part(name: string): HTMLElement {
      const element = within.querySelector<HTMLElement>(`[data-chat-avatar${name}]`);
      if (element === null) throw new Error(`Nothing with data-chat-avatar${name} was rendered.`);
      return element;
    },
  };
}

/** A stylesheet of the page. Removed by `cleanUpPage()`. */
export function addStyles(css: string, { first = false } = {}): HTMLStyleElement {
  const style = document.createElement('style');
  style.dataset.page = '';
  style.textContent = css;
  if (first) document.head.prepend(style);
  else document.head.append(style);
  return style;
}

export function cleanUpPage(): void {
  for (const style of document.querySelectorAll('style[data-page]')) style.remove();
  for (const name of ['style', 'class', 'dir', 'lang', 'data-theme']) {
    document.documentElement.removeAttribute(name);
  }
}
