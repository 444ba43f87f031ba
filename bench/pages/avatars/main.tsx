// A list of avatars of one column: esbuild's alias `column` leads to it. The part `client` drives it.
import * as imported from 'column';
import { flushSync } from 'react-dom';
import { createRoot, type Root as ReactRoot } from 'react-dom/client';
import type { Column, FaceProps } from '../../columns/Column.js';
import { facesOf } from '../../harness/names.js';
import { avatarsIn, type Look, lookAt } from './look.js';
import { nextFrame, watchChanges } from './untilSettled.js';

export type Kind = 'initials' | 'picture';

const column: Column = imported;
const Root = column.Root ?? (({ children }) => children);
const collectGarbage = () => (Reflect.get(window, 'gc') as () => void)();
const LONGEST_WAIT_FRAMES = 200;

interface List {
  kind: Kind;
  faces: FaceProps[];
  host: HTMLElement;
  root: ReactRoot;
  changes: ReturnType<typeof watchChanges>;
  startedAt: number;
}
let list: List | undefined;

function Faces({ kind, faces }: Pick<List, 'kind' | 'faces'>) {
  const Face = kind === 'initials' ? column.Initials : column.Picture;
  return faces.map((face) => <Face key={face.index} {...face} />);
}

/** Renders, and makes the browser compute styles and layout, all of it before it returns. */
function commit({ root, kind, faces, host }: List) {
  flushSync(() =>
    root.render(
      <Root>
        <Faces kind={kind} faces={faces} />
      </Root>,
    ),
  );
  host.lastElementChild?.getBoundingClientRect();
}

function mounted(): List {
  if (!list) throw new Error('Mount a list first.');
  return list;
}

export const avatarsPage = {
  /** Commits and lays out a list. */
  mount(kind: Kind, count: number) {
    const host = document.body.appendChild(document.createElement('div'));
    host.className = 'host';
    const changes = watchChanges(host);
    const startedAt = performance.now();
    list = { kind, faces: facesOf(count), host, root: createRoot(host), changes, startedAt };
    commit(list);
  },

  /** Resolves to the ms from the mount to the last change of the DOM or the last picture. */
  async settled(): Promise<number> {
    const { changes, startedAt, kind, faces } = mounted();
    const end = await changes.untilSettled(kind === 'picture' ? faces.length : 0);
    return Math.max(0, end - startedAt);
  },

  /** Renders the list again and again, each time with the name of another avatar changed. */
  rename(times: number) {
    const current = mounted();
    for (let time = 0; time < times; time += 1) {
      const changed = (time * 37) % current.faces.length;
      current.faces = current.faces.map((face) =>
        face.index === changed ? { ...face, name: `Changed ${face.name}` } : face,
      );
      commit(current);
    }
  },

  /** Mounts pictures, and looks at the first frame that is painted. */
  async firstFrame(count: number): Promise<Look> {
    avatarsPage.mount('picture', count);
    const { host } = mounted();
    await nextFrame();
    const first = lookAt(avatarsIn(host, count));
    for (let frame = 0; frame < LONGEST_WAIT_FRAMES; frame += 1) {
      const { holes, letters } = lookAt(avatarsIn(host, count));
      if (holes + letters === 0) break;
      await nextFrame();
    }
    return first;
  },

  unmount() {
    const { changes, root, host } = mounted();
    changes.stop();
    root.unmount();
    host.remove();
    list = undefined;
    collectGarbage();
  },
};

Object.assign(window, { avatarsPage });
