import Avatar from '@mui/material/Avatar';
import AvatarGroup from '@mui/material/AvatarGroup';
import { createTheme, ThemeProvider } from '@mui/material/styles';
import type { PropsWithChildren } from 'react';
import { firstLetters } from './firstLetters.js';
import type { PeerFaceProps } from './Peer.js';

export const label = 'MUI';

export const Root = ({ isDark, children }: PropsWithChildren<{ isDark: boolean }>) => (
  <ThemeProvider theme={createTheme({ palette: { mode: isDark ? 'dark' : 'light' } })}>
    {children}
  </ThemeProvider>
);

/** From the documentation of MUI: "Letter avatars". */
function colorOf(name: string): string {
  let hash = 0;
  for (let at = 0; at < name.length; at += 1) hash = name.charCodeAt(at) + ((hash << 5) - hash);
  return `#${[0, 1, 2].map((at) => `00${((hash >> (at * 8)) & 0xff).toString(16)}`.slice(-2)).join('')}`;
}

export const Face = ({ name, src, size }: PeerFaceProps) => (
  <Avatar
    src={src}
    alt={name}
    sx={{ width: size, height: size, fontSize: size / 2, bgcolor: name ? colorOf(name) : undefined }}
  >
    {firstLetters(name) || undefined}
  </Avatar>
);

export const Stack = ({ names }: { names: string[] }) => (
  <AvatarGroup max={4} sx={{ justifyContent: 'flex-end' }}>
    {names.map((name) => (
      <Avatar key={name} sx={{ bgcolor: colorOf(name) }}>
        {firstLetters(name)}
      </Avatar>
    ))}
  </AvatarGroup>
);
