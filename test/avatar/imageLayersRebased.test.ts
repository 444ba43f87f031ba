import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ImageLayer,
  type ImagesEvent,
  type ImagesState,
  NO_IMAGES,
  reduceImages,
  type Shown,
} from '../../src/avatar/images/imageLayers.js';

interface Update {
  isUrgent: boolean;
  event: ImagesEvent;
}

/** More commits than these in a row mean that they do not end. React gives up after 50. */
const MANY_COMMITS = 10;

/**
 * `useReducer` with the rules of React (`updateReducer`, `rerenderReducer`): an urgent render leaves the other updates in the queue, with
 * the state before them, and then forgets what it dispatched itself. Each element of a broken picture fails in the commit that attaches its
 * `ref`, and the browser loads each other one until the event `painted`.
 */
class Avatar {
  state: ImagesState = NO_IMAGES;
  readonly attached = new Set<ImageLayer>();
  #base: ImagesState = NO_IMAGES;
  #queue: Update[] = [];

  dispatch(event: ImagesEvent, isUrgent: boolean) {
    this.#queue.push({ isUrgent, event });
  }

  render(shown: Shown, isUrgent: boolean) {
    let commits = 0;
    do {
      expect(commits++).toBeLessThan(MANY_COMMITS);
      this.#reduce(shown, isUrgent);
      this.#attach();
    } while (this.#queue.some((update) => update.isUrgent && !this.#applied.has(update)));
  }

  readonly #applied = new WeakSet<Update>();

  #reduce(shown: Shown, isUrgent: boolean) {
    const first = isUrgent ? this.#queue.findIndex((update) => !update.isUrgent) : -1;
    const left = first < 0 ? [] : this.#queue.slice(first);
    this.state = this.#base;
    for (const update of this.#queue) {
      if (update === left[0]) this.#base = this.state;
      if (isUrgent && !update.isUrgent) continue;
      this.#applied.add(update);
      this.state = reduceImages(this.state, update.event);
    }
    this.#queue = left;
    this.state = reduceImages(this.state, { type: 'show', ...shown });
    if (left.length === 0) this.#base = this.state;
  }

  #attach() {
    const { layers } = this.state;
    for (const layer of layers) {
      if (this.attached.has(layer)) continue;
      this.attached.add(layer);
      if (isBroken(layer)) this.dispatch({ type: 'failed', layer }, true);
    }
  }
}

const isBroken = ({ url }: { url: string }) => url.startsWith('broken');

const anyShown = fc.record({
  subject: fc.constantFrom('ana', 'bob'),
  picture: fc.constantFrom(...['a', 'b', 'broken a', 'broken b'].map((url) => ({ url })), undefined),
  attempt: fc.nat(1),
});
const anyStep = fc.oneof(
  fc.record({ type: fc.constant('render' as const), shown: anyShown, isUrgent: fc.boolean() }),
  fc.record({
    type: fc.constantFrom('painted' as const, 'failed' as const),
    back: fc.nat(3),
    isUrgent: fc.boolean(),
  }),
  fc.record({ type: fc.constantFrom('settled' as const, 'retry' as const), isUrgent: fc.boolean() }),
);

describe('in React, which applies updates of two priorities in another order', () => {
  it('renders end, and the picture to show is painted at last, or has failed', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30 }), anyShown, (steps, last) => {
        const avatar = new Avatar();
        let shown: Shown = { subject: 'ana' };
        const paint = (layer: ImageLayer, isUrgent: boolean) => {
          if (!isBroken(layer)) avatar.dispatch({ type: 'painted', layer, fade: 0 }, isUrgent);
        };
        const check = () => {
          for (const { painted, url } of avatar.state.layers)
            expect(painted && isBroken({ url })).toBe(false);
        };
        for (const step of steps) {
          if (step.type === 'render') {
            shown = step.shown;
            avatar.render(shown, step.isUrgent);
            check();
          } else if ('back' in step) {
            const layer = [...avatar.attached].at(-1 - step.back);
            if (layer && step.type === 'painted') paint(layer, step.isUrgent);
            else if (layer) avatar.dispatch({ type: 'failed', layer }, step.isUrgent);
          } else avatar.dispatch({ type: step.type }, step.isUrgent);
        }
        avatar.render(last, false);
        for (const layer of avatar.state.layers) paint(layer, false);
        avatar.render(last, false);
        avatar.dispatch({ type: 'settled' }, false);
        avatar.render(last, false);
        check();
        const { layers, failures } = avatar.state;
        if (!last.picture) expect(layers).toEqual([]);
        else if (layers.length === 0) expect(failures).toBeGreaterThan(0);
        else expect(layers).toMatchObject([{ ...last.picture, painted: true }]);
      }),
      { numRuns: 5_000 },
    );
  });
});
