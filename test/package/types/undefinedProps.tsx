// Optional props accept undefined. Compiled under `exactOptionalPropertyTypes`, which distinguishes undefined from absent.
// (TanStack Query's own types cannot be used with its own options under it, so that these are not here.)
import { ChatAvatar, ChatAvatarGroup, createGatewaySource, getInitials } from 'chat-avatar';
import { createWawpClient } from 'chat-avatar/wawp';
import { createPictureGateway } from 'chat-avatar-server';

interface Contact {
  chatId: string;
  name: string | undefined;
  size: 40 | undefined;
  alt: string | undefined;
  isRefreshable: boolean | undefined;
}

/** As data comes: nothing has to be left out because it may be undefined (`exactOptionalPropertyTypes`). */
export const Contact = ({ chatId, name, size, alt, isRefreshable }: Contact) => (
  <ChatAvatarGroup max={undefined} total={undefined} size={size} labels={undefined}>
    <ChatAvatar
      chatId={chatId}
      name={name}
      size={size}
      alt={alt}
      shape={undefined}
      ring={undefined}
      badge={undefined}
      loading={undefined}
      refreshable={isRefreshable}
      labels={undefined}
      onRefreshed={undefined}
      palette={undefined}
    />
  </ChatAvatarGroup>
);

const env: Record<string, string | undefined> = {};

export const source = createGatewaySource({
  baseUrl: '/',
  headers: undefined,
  fetch: undefined,
  timeoutMs: undefined,
});
export const gateway = createPictureGateway({
  source: createWawpClient({ instanceId: env.A, accessToken: env.B, baseUrl: env.C, timeoutMs: undefined }),
  authorize: () => true,
  signingSecret: env.D,
  basePath: env.E,
  storage: undefined,
  imageHosts: undefined,
});
export const initials = getInitials('John Doe', { max: undefined });
