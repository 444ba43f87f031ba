// One component's faces for one row of the page. esbuild's alias `peer` leads to the component; writePage.ts takes its picture.
import * as imported from 'peer';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Peer } from './faces/Peer.js';
import { NAMES, type RowId } from './rows.js';

const peer: Peer = imported;
const { Face, Stack, Hidden, Root = ({ children }) => children } = peer;
const SIZES = [16, 20, 24, 32, 40, 56];
const MISSING = 'none';

const faces = (names: readonly string[]) => names.map((name) => <Face key={name} name={name} size={40} />);

/** What a component shows in a row; undefined where it has nothing for it. */
function contentOf(row: Exclude<RowId, 'dark'>): ReactNode {
  switch (row) {
    case 'picture':
      return <Face name="Ana Bell" src="/face.svg" size={40} />;
    case 'broken':
      return <Face name="Ana Bell" src="/broken.png" size={40} />;
    case 'hidden':
      return Hidden && <Hidden name="Ana Bell" size={40} />;
    case 'sizes':
      return SIZES.map((size) => <Face key={size} name="Mona Kane" size={size} />);
    case 'stack':
      return Stack && <Stack names={[...NAMES.latin, ...NAMES.cyrillic, 'Grace Hopper', 'Ada Byron']} />;
    default:
      return faces(NAMES[row]);
  }
}

export const peersPage = {
  label: peer.label,
  show(row: RowId, isDark: boolean): boolean {
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
    const content = contentOf(row === 'dark' ? 'latin' : row);
    document.getElementById('stage')?.remove();
    const stage = document.body.appendChild(document.createElement('div'));
    stage.id = 'stage';
    createRoot(stage).render(
      <Root isDark={isDark}>
        <div className="row">{content ?? MISSING}</div>
      </Root>,
    );
    return Boolean(content);
  },
};

Object.assign(window, { peersPage });
