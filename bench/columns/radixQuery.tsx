// What people write by hand today: Radix and `useQuery`.
import { Root as Avatar, Fallback, Image } from '@radix-ui/react-avatar';
import { initialsOf } from './bare.js';
import type { FaceProps } from './Column.js';
import { usePicture } from './query.js';
import './styles/byHand.css';

export { Root } from './query.js';

export const label = 'Radix + useQuery';
export const imports =
  "import { Root, Image, Fallback } from '@radix-ui/react-avatar'; console.log(Root, Image, Fallback)";

function Face({ kind, index, name }: FaceProps & { kind: 'initials' | 'picture' }) {
  const { data } = usePicture(kind, index);
  return (
    <Avatar className="face">
      {data?.url ? <Image src={data.url} alt={name} /> : null}
      <Fallback>{initialsOf(name)}</Fallback>
    </Avatar>
  );
}

export const Initials = (props: FaceProps) => <Face kind="initials" {...props} />;
export const Picture = (props: FaceProps) => <Face kind="picture" {...props} />;
