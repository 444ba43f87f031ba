import styles from 'chat-avatar/styles.css?inline';
import { createRoot } from 'react-dom/client';
import canvas from '../canvasLight.css?inline';
import { Specimen } from '../Specimen';
import specimen from '../specimen.css?inline';

/** Shows the specimen in a shadow root, which the styles of the page do not reach. */
export function mount() {
  const host = document.createElement('div');
  document.body.append(host);
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([styles, specimen, canvas.replace(':root', ':host')].join('\n'));
  shadow.adoptedStyleSheets = [sheet];
  const container = document.createElement('div');
  shadow.append(container);
  createRoot(container).render(<Specimen />);
}
