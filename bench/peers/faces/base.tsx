import { Avatar } from '@base-ui/react/avatar';
import { firstLetters } from './firstLetters.js';
import type { PeerFaceProps } from './Peer.js';
import './byHand.css';

export const label = 'Base UI';

export const Face = ({ name, src, size }: PeerFaceProps) => (
  <Avatar.Root className="by-hand" style={{ width: size, height: size, fontSize: size * 0.375 }}>
    <Avatar.Image src={src} alt={name} />
    <Avatar.Fallback>{firstLetters(name)}</Avatar.Fallback>
  </Avatar.Root>
);
