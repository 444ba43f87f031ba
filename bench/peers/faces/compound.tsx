import { Avatar, AvatarStack, TooltipProvider } from '@vector-im/compound-web';
import type { PropsWithChildren } from 'react';
import type { PeerFaceProps } from './Peer.js';
import '@vector-im/compound-design-tokens/assets/web/css/compound-design-tokens.css';
import '@vector-im/compound-web/dist/style.css';

export const label = 'compound-web';

export const Root = ({ isDark, children }: PropsWithChildren<{ isDark: boolean }>) => (
  <div className={isDark ? 'cpd-theme-dark' : 'cpd-theme-light'}>
    <TooltipProvider>{children}</TooltipProvider>
  </div>
);

export const Face = ({ name, src, size }: PeerFaceProps) => (
  <Avatar id={name} name={name} src={src} size={`${size}px`} />
);

export const Stack = ({ names }: { names: string[] }) => (
  <AvatarStack>
    {names.slice(0, 3).map((name) => (
      <Avatar key={name} id={name} name={name} size="40px" />
    ))}
  </AvatarStack>
);
