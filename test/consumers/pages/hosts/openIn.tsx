import { createPortal } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Specimen } from '../Specimen';

/** Shows the specimen in another document through a portal: React stays in this one. */
export function openIn(target: Document) {
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    target.head.append(target.importNode(link));
  }
  target.body.style.margin = '0';
  createRoot(document.createElement('div')).render(createPortal(<Specimen />, target.body));
}
