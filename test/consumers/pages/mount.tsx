import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { Specimen } from './Specimen';

/** Shows the specimen in the page's `#root`. */
export function mount(children?: ReactNode) {
  const root = document.querySelector('#root');
  if (root) createRoot(root).render(<Specimen>{children}</Specimen>);
}
