// A page that uses every component and prop. It is compiled, never run: against the sources with the rest of the
// repository, and against the packed tarball under each compiler. `undefined` is passed wherever a prop is optional.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  type AvatarImageRenderProps,
  type AvatarPalette,
  type AvatarState,
  ChatAvatar,
  ChatAvatarFace,
  ChatAvatarGroup,
  type ChatAvatarGroupProps,
  ChatAvatarImage,
  ChatAvatarInitials,
  type ChatAvatarProps,
  ChatAvatarRefreshButton,
  ChatAvatarRoot,
  ChatPictureProvider,
  createGatewaySource,
  getAvatarColors,
  getInitials,
  type PictureSource,
} from 'chat-avatar';
import { type ComponentProps, type CSSProperties, createRef } from 'react';
import 'chat-avatar/styles.css';

const source: PictureSource = createGatewaySource({
  baseUrl: '/api/chat-pictures',
  headers: undefined,
  fetch: undefined,
  timeoutMs: undefined,
});

export interface Contact {
  chatId: string;
  name: string | null | undefined;
  size: 'sm' | 40 | '3rem' | undefined;
  alt: string | undefined;
  isRefreshable: boolean | undefined;
  palette: AvatarPalette | undefined;
}

export const App = ({ contacts }: { contacts: Contact[] }) => (
  <QueryClientProvider client={new QueryClient()}>
    <ChatPictureProvider source={source} refreshCooldownMs={undefined}>
      <ChatAvatarGroup max={undefined} total={undefined} size="lg" style={{ '--chat-avatar-size': '96px' }}>
        {contacts.map((contact) => (
          <Row key={contact.chatId} {...contact} />
        ))}
      </ChatAvatarGroup>
    </ChatPictureProvider>
  </QueryClientProvider>
);

const ref = createRef<HTMLSpanElement>();

const Row = ({ chatId, name, size, alt, isRefreshable, palette }: Contact) => (
  <ChatAvatar
    ref={ref}
    chatId={chatId}
    name={name}
    size={size}
    alt={alt}
    shape={undefined}
    ring={undefined}
    badge={<i />}
    loading={undefined}
    refreshable={isRefreshable}
    labels={undefined}
    onRefreshed={undefined}
    restrictedBadge={undefined}
    palette={palette}
    renderImage={renderImage}
    className="face"
    style={{ margin: 4, '--chat-avatar-size': '96px', '--chat-avatar-letter-scale': 0.5 }}
    id="face"
    title={name ?? ''}
    data-row={1}
    aria-describedby="status"
    onClick={(event) => event.currentTarget.focus()}
  />
);

/** A framework's image: `next/image` has these types. */
declare function NextImage(props: {
  src: string;
  alt: string;
  width?: number | `${number}`;
  height?: number | `${number}`;
  loading?: 'eager' | 'lazy' | undefined;
  style?: CSSProperties | undefined;
  unoptimized?: boolean;
  ref?: ((image: HTMLImageElement | null) => void) | undefined;
}): null;

const renderImage = (props: AvatarImageRenderProps) => <NextImage {...props} unoptimized />;

const widths: CSSProperties = { width: 40 };

export const Parts = ({ chatId }: { chatId: string }) => (
  <ChatAvatarRoot ref={ref} chatId={chatId} name="John Doe" style={widths} data-testid="root">
    <ChatAvatarFace ref={ref} style={{ '--gap': '2px' }}>
      <ChatAvatarInitials ref={ref}>JD</ChatAvatarInitials>
      <ChatAvatarImage ref={createRef<HTMLImageElement>()} render={undefined} className="image" />
    </ChatAvatarFace>
    <ChatAvatarRefreshButton ref={createRef<HTMLButtonElement>()} labels={undefined} />
  </ChatAvatarRoot>
);

export const Dotted = ({ chatId }: { chatId: string }) => (
  <ChatAvatar.Root chatId={chatId}>
    <ChatAvatar.Face>
      <ChatAvatar.Initials />
      <ChatAvatar.Image />
    </ChatAvatar.Face>
    <ChatAvatar.RefreshButton labels={{ refresh: (name) => `Aktualisieren: ${name}` }} />
  </ChatAvatar.Root>
);

/** A component of one's own hands its props on. */
export const Face = (props: ComponentProps<typeof ChatAvatar>) => <ChatAvatar size="sm" {...props} />;
export const Circle = (props: Omit<ChatAvatarProps, 'shape'>) => <ChatAvatar {...props} shape="circle" />;
export const Stack = (props: ChatAvatarGroupProps) => <ChatAvatarGroup {...props} max={3} />;

// @ts-expect-error A chat id is required.
export const withoutChat = <ChatAvatar name="John Doe" />;
// @ts-expect-error Not one of the shapes.
export const hexagon = <ChatAvatar chatId="201234567890@c.us" shape="hexagon" />;
// @ts-expect-error Not one of the labels.
export const unknownLabel = <ChatAvatar chatId="201234567890@c.us" labels={{ refreshed: 'Fertig' }} />;
// @ts-expect-error A label with a name in it is a function.
export const labelAsText = <ChatAvatar chatId="201234567890@c.us" labels={{ refresh: 'Aktualisieren' }} />;
// @ts-expect-error A label without a count in it is a text.
export const labelAsFunction = <ChatAvatar chatId="201234567890@c.us" labels={{ group: () => 'Gruppe' }} />;
export const labelled = (
  <ChatAvatarRefreshButton
    labels={{
      // @ts-expect-error The count is a number.
      tryAgain: (seconds: string) => seconds,
    }}
  />
);
// @ts-expect-error Not a property of CSS.
export const misspelt = <ChatAvatar chatId="201234567890@c.us" style={{ colour: 'red' }} />;

export const { light, dark } = getAvatarColors('201234567890@c.us', { palette: undefined });
export const colors: string[] = [light.background, light.foreground, dark.background, dark.foreground];
export const initials: string = getInitials('John Doe', { max: undefined });
export const state: AvatarState = 'picture';
