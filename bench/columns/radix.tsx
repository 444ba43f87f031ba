import { Root as Avatar, Fallback, Image } from '@radix-ui/react-avatar';
import { initialsOf } from './bare.js';
import type { FaceProps } from './Column.js';
import './styles/byHand.css';

export const label = 'Radix';
export const imports =
  "import { Root, Image, Fallback } from '@radix-ui/react-avatar'; console.log(Root, Image, Fallback)";

export const Initials = ({ name }: FaceProps) => (
  <Avatar className="face">
    <Fallback>{initialsOf(name)}</Fallback>
  </Avatar>
);

export const Picture = ({ name, src }: FaceProps) => (
  <Avatar className="face">
    <Image src={src} alt={name} />
    <Fallback>{initialsOf(name)}</Fallback>
  </Avatar>
);
