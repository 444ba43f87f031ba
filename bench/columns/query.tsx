// Floor with fetching: the span written by hand and one `useQuery` each. The cache is filled beforehand.
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import type { PropsWithChildren } from 'react';
import { initialsOf } from './bare.js';
import type { FaceProps } from './Column.js';
import './styles/byHand.css';

export const label = 'bare + useQuery';
export const imports = '';

/** As many chats as the longest list has. */
const CHATS = 10_000;

const client = new QueryClient();
for (let index = 0; index < CHATS; index += 1) {
  client.setQueryData(['picture', index], { url: `/img/${index}.png` });
  client.setQueryData(['initials', index], { url: null });
}

type Kind = 'initials' | 'picture';

export const Root = ({ children }: PropsWithChildren) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
);

export const usePicture = (kind: Kind, index: number) =>
  useQuery<{ url: string | null }>({
    queryKey: [kind, index],
    queryFn: async () => {
      throw new Error('The cache holds every answer.');
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });

function Face({ kind, index, name }: FaceProps & { kind: Kind }) {
  const { data } = usePicture(kind, index);
  return <span className="face">{data?.url ? <img src={data.url} alt={name} /> : initialsOf(name)}</span>;
}

export const Initials = (props: FaceProps) => <Face kind="initials" {...props} />;
export const Picture = (props: FaceProps) => <Face kind="picture" {...props} />;
