import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import Avatar from '@mui/material/Avatar';
import { type PropsWithChildren, useState } from 'react';
import { initialsOf } from './bare.js';
import type { FaceProps } from './Column.js';

export const label = 'MUI';
export const imports = "import { default as Avatar } from '@mui/material/Avatar'; console.log(Avatar)";

const pageCache = typeof document === 'undefined' ? undefined : createCache({ key: 'css' });

export function Root({ children }: PropsWithChildren) {
  const [cache] = useState(() => pageCache ?? createCache({ key: 'css' }));
  return <CacheProvider value={cache}>{children}</CacheProvider>;
}

export const Initials = ({ name }: FaceProps) => <Avatar>{initialsOf(name)}</Avatar>;
export const Picture = ({ name, src }: FaceProps) => <Avatar src={src} alt={name} />;
