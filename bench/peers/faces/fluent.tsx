import { Avatar, AvatarGroup, AvatarGroupItem, AvatarGroupPopover } from '@fluentui/react-avatar';
import { FluentProvider } from '@fluentui/react-provider';
import { webDarkTheme, webLightTheme } from '@fluentui/react-theme';
import type { PropsWithChildren } from 'react';
import type { PeerFaceProps } from './Peer.js';

export const label = 'Fluent';

export const Root = ({ isDark, children }: PropsWithChildren<{ isDark: boolean }>) => (
  <FluentProvider theme={isDark ? webDarkTheme : webLightTheme}>{children}</FluentProvider>
);

export const Face = ({ name, src, size }: PeerFaceProps) => (
  <Avatar name={name} color="colorful" size={size as 40} image={src ? { src } : undefined} />
);

export const Stack = ({ names }: { names: string[] }) => (
  <AvatarGroup size={40} layout="stack">
    {names.slice(0, 3).map((name) => (
      <AvatarGroupItem key={name} name={name} color="colorful" />
    ))}
    <AvatarGroupPopover>
      {names.slice(3).map((name) => (
        <AvatarGroupItem key={name} name={name} />
      ))}
    </AvatarGroupPopover>
  </AvatarGroup>
);
