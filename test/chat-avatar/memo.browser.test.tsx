import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import {
  type AvatarImageRenderProps,
  ChatAvatar,
  ChatAvatarFace,
  ChatAvatarGroup,
  ChatAvatarImage,
  ChatAvatarInitials,
  type ChatAvatarProps,
  ChatAvatarRefreshButton,
  ChatAvatarRoot,
  ChatPictureProvider,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import { type ReactElement, useState } from 'react';
import { flushSync } from 'react-dom';
import { afterEach, describe, expect, it } from 'vitest';
import { pictureDataUrl } from '../support/images.js';
import { picture, stubSource } from '../support/sources.js';

const CHATS = Array.from({ length: 300 }, (_, index) => `${201_000_000_000 + index}@c.us`);
const source = stubSource(() => picture(pictureDataUrl('#c00000')));

afterEach(cleanup);

/** Counts the renders of every avatar, down to its image. */
function countRenders() {
  const counted = { renders: 0 };
  const renderImage = (props: AvatarImageRenderProps) => {
    counted.renders += 1;
    // biome-ignore lint/a11y/useAltText: alt is among the props.
    return <img {...props} />;
  };
  return Object.assign(counted, { renderImage });
}

/** Renders `avatars` in a parent that a click renders again. */
async function renderParent(avatars: () => ReactElement) {
  function Parent() {
    const [count, setCount] = useState(0);
    return (
      <>
        <button type="button" onClick={() => flushSync(() => setCount(count + 1))}>
          rendered {count} times again
        </button>
        {avatars()}
      </>
    );
  }
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>
        <Parent />
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  const painted = () => container.querySelectorAll('[data-state="picture"]').length;
  await waitFor(() => expect(painted()).toBe(CHATS.length));
  return {
    async renderAgain() {
      screen.getByRole('button', { name: /times again/ }).click();
      expect(await screen.findByText('rendered 1 times again')).toBeTruthy();
    },
  };
}

describe('a parent that renders again', () => {
  it('renders none of 300 avatars with equal props', async () => {
    const counter = countRenders();
    const { renderAgain } = await renderParent(() => (
      <>
        {CHATS.map((chatId) => (
          <ChatAvatar
            key={chatId}
            chatId={chatId}
            name="John Doe"
            loading="eager"
            refreshable
            renderImage={counter.renderImage}
          />
        ))}
      </>
    ));
    expect(counter.renders).toBeGreaterThanOrEqual(CHATS.length);
    counter.renders = 0;
    await renderAgain();
    expect(counter.renders).toBe(0);
  });

  it('renders none of the 300 avatars of a group', async () => {
    const counter = countRenders();
    const { renderAgain } = await renderParent(() => (
      <ChatAvatarGroup size={32} shape="circle" aria-label="Members">
        {CHATS.map((chatId) => (
          <ChatAvatar
            key={chatId}
            chatId={chatId}
            name="John Doe"
            loading="eager"
            renderImage={counter.renderImage}
          />
        ))}
      </ChatAvatarGroup>
    ));
    counter.renders = 0;
    await renderAgain();
    expect(counter.renders).toBe(0);
  });

  it('renders the one avatar with a changed prop', async () => {
    const counter = countRenders();
    const styles: ChatAvatarProps['style'][] = [{ margin: 1 }, { margin: 2 }];
    let turn = 0;
    const { renderAgain } = await renderParent(() => {
      turn += 1;
      return (
        <>
          {CHATS.map((chatId, index) => (
            <ChatAvatar
              key={chatId}
              chatId={chatId}
              name="John Doe"
              loading="eager"
              style={index === 0 ? styles[turn % 2] : undefined}
              renderImage={counter.renderImage}
            />
          ))}
        </>
      );
    });
    counter.renders = 0;
    await renderAgain();
    expect(counter.renders).toBe(1);
  });
});

describe('names in the developer tools', () => {
  /** As React writes it into warnings and component stacks. */
  const nameOf = (component: unknown): string => {
    const { name, type, render: inner } = Object(component);
    return type || inner ? nameOf(type ?? inner) : String(name);
  };

  it.each(
    Object.entries({
      ChatAvatar,
      ChatAvatarGroup,
      ChatAvatarRoot,
      ChatAvatarFace,
      ChatAvatarInitials,
      ChatAvatarImage,
      ChatAvatarRefreshButton,
    }),
  )('%s', (expected, component) => {
    expect(nameOf(component)).toBe(expected);
  });
});
