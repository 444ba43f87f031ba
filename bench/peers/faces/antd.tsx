import { UserOutlined } from '@ant-design/icons';
import { Avatar, ConfigProvider, theme } from 'antd';
import type { PropsWithChildren } from 'react';
import { firstLetters } from './firstLetters.js';
import type { PeerFaceProps } from './Peer.js';

export const label = 'antd';

export const Root = ({ isDark, children }: PropsWithChildren<{ isDark: boolean }>) => (
  <ConfigProvider theme={{ algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm }}>
    {children}
  </ConfigProvider>
);

export const Face = ({ name, src, size }: PeerFaceProps) => (
  <Avatar size={size} src={src} alt={name} icon={name ? undefined : <UserOutlined />}>
    {firstLetters(name)}
  </Avatar>
);

export const Stack = ({ names }: { names: string[] }) => (
  <Avatar.Group size={40} max={{ count: 3 }}>
    {names.map((name) => (
      <Avatar key={name}>{firstLetters(name)}</Avatar>
    ))}
  </Avatar.Group>
);
