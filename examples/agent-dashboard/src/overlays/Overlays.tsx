import type { ReactNode } from 'react';
import { HoverCardProvider } from './hoverCard/HoverCardProvider.js';
import { ToastsProvider } from './toasts/ToastsProvider.js';
import { FaceViewerProvider } from './viewer/FaceViewerProvider.js';

/** Everything that lies over the page. */
export function Overlays({ children }: { children: ReactNode }) {
  return (
    <ToastsProvider>
      <FaceViewerProvider>
        <HoverCardProvider>{children}</HoverCardProvider>
      </FaceViewerProvider>
    </ToastsProvider>
  );
}
