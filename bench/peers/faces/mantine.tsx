import { Avatar, MantineProvider } from '@mantine/core';
import type { PropsWithChildren } from 'react';
import type { PeerFaceProps } from './Peer.js';
import '../../columns/styles/mantine.css';

export const label = 'Mantine';

export const Root = ({ isDark, children }: PropsWithChildren<{ isDark: boolean }>) => (
  <MantineProvider forceColorScheme={isDark ? 'dark' : 'light'}>{children}</MantineProvider>
);

export const Face = ({ name, src, size }: PeerFaceProps) => (
  <Avatar name={name} color="initials" src={src} alt={name} size={size} />
);

export const Stack = ({ names }: { names: string[] }) => (
  <Avatar.Group>
    {names.slice(0, 3).map((name) => (
      <Avatar key={name} name={name} color="initials" size={40} />
    ))}
    <Avatar size={40}>+{names.length - 3}</Avatar>
  </Avatar.Group>
);
