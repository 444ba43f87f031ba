import { Root as Avatar, Fallback, Image } from '@radix-ui/react-avatar';
import { firstLetters } from './firstLetters.js';
import type { PeerFaceProps } from './Peer.js';
import './byHand.css';

export const label = 'Radix';

export const Face = ({ name, src, size }: PeerFaceProps) => (
  <Avatar className="by-hand" style={{ width: size, height: size, fontSize: size * 0.375 }}>
    <Image src={src} alt={name} />
    <Fallback>{firstLetters(name)}</Fallback>
  </Avatar>
);
