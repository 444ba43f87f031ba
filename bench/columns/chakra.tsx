import { Avatar } from '@chakra-ui/react/avatar';
import { defaultSystem } from '@chakra-ui/react/preset';
import { ChakraProvider } from '@chakra-ui/react/styled-system';
import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { type PropsWithChildren, useState } from 'react';
import type { FaceProps } from './Column.js';

export const label = 'Chakra';
export const imports = "import { Avatar } from '@chakra-ui/react/avatar'; console.log(Avatar)";

const pageCache = typeof document === 'undefined' ? undefined : createCache({ key: 'css' });

export function Root({ children }: PropsWithChildren) {
  const [cache] = useState(() => pageCache ?? createCache({ key: 'css' }));
  return (
    <CacheProvider value={cache}>
      <ChakraProvider value={defaultSystem}>{children}</ChakraProvider>
    </CacheProvider>
  );
}

export const Initials = ({ name }: FaceProps) => (
  <Avatar.Root>
    <Avatar.Fallback name={name} />
  </Avatar.Root>
);

export const Picture = ({ name, src }: FaceProps) => (
  <Avatar.Root>
    <Avatar.Fallback name={name} />
    <Avatar.Image src={src} alt={name} />
  </Avatar.Root>
);
