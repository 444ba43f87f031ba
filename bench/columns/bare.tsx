// Floor: no library at all.
import type { FaceProps } from './Column.js';
import './styles/byHand.css';

export const label = 'bare span';
export const imports = '';

export const initialsOf = (name: string) =>
  name
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0])
    .join('')
    .toUpperCase();

export const Initials = ({ name }: FaceProps) => <span className="face">{initialsOf(name)}</span>;

export const Picture = ({ name, src }: FaceProps) => (
  <span className="face">
    <img src={src} alt={name} />
  </span>
);
