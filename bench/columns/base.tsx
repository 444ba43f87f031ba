import { Avatar } from '@base-ui/react/avatar';
import { initialsOf } from './bare.js';
import type { FaceProps } from './Column.js';
import './styles/byHand.css';

export const label = 'Base UI';
export const imports = "import { Avatar } from '@base-ui/react/avatar'; console.log(Avatar)";

export const Initials = ({ name }: FaceProps) => (
  <Avatar.Root className="face">
    <Avatar.Fallback>{initialsOf(name)}</Avatar.Fallback>
  </Avatar.Root>
);

export const Picture = ({ name, src }: FaceProps) => (
  <Avatar.Root className="face">
    <Avatar.Image src={src} alt={name} />
    <Avatar.Fallback>{initialsOf(name)}</Avatar.Fallback>
  </Avatar.Root>
);
