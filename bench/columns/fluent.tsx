import { Avatar } from '@fluentui/react-avatar';
import { FluentProvider } from '@fluentui/react-provider';
import { webLightTheme } from '@fluentui/react-theme';
import { createDOMRenderer, RendererProvider } from '@griffel/react';
import { type PropsWithChildren, useState } from 'react';
import type { FaceProps } from './Column.js';

export const label = 'Fluent v9';
export const imports = "import { Avatar } from '@fluentui/react-avatar'; console.log(Avatar)";

const pageRenderer = typeof document === 'undefined' ? undefined : createDOMRenderer(document);

export function Root({ children }: PropsWithChildren) {
  const [renderer] = useState(() => pageRenderer ?? createDOMRenderer(undefined));
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={webLightTheme}>{children}</FluentProvider>
    </RendererProvider>
  );
}

export const Initials = ({ name }: FaceProps) => <Avatar name={name} color="colorful" size={40} />;
export const Picture = ({ name, src }: FaceProps) => (
  <Avatar name={name} color="colorful" size={40} image={{ src }} />
);
