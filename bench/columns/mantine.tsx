import { Avatar, MantineProvider } from '@mantine/core';
import type { PropsWithChildren } from 'react';
import type { FaceProps } from './Column.js';
import './styles/mantine.css';

export const label = 'Mantine';
export const imports = "import { Avatar } from '@mantine/core'; console.log(Avatar)";

export const Root = ({ children }: PropsWithChildren) => <MantineProvider>{children}</MantineProvider>;
export const Initials = ({ name }: FaceProps) => <Avatar name={name} color="initials" />;
export const Picture = ({ name, src }: FaceProps) => (
  <Avatar name={name} color="initials" src={src} alt={name} />
);
