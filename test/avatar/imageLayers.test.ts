import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ImageLayer,
  type ImagesEvent,
  type ImagesState,
  NO_IMAGES,
  type Picture,
  reduceImages,
} from '../../src/avatar/images/imageLayers.js';

const A: Picture = { url: 'a.jpg', srcSet: 'a-48.jpg 48w' };
const B: Picture = { url: 'b.jpg', srcSet: 'b-48.jpg 48w' };
const C: Picture = { url: 'c.jpg' };

const show = (picture: Picture | undefined, attempt = 0, subject = 'ana'): ImagesEvent => ({
  type: 'show',
  subject,
  picture,
  attempt,
});
const play = (events: ImagesEvent[], from = NO_IMAGES): ImagesState => events.reduce(reduceImages, from);
const layerOf = ({ layers }: ImagesState, { url }: Picture): ImageLayer => {
  const layer = layers.find((layer) => layer.url === url);
  if (!layer) throw new Error(`${url} is not among the layers.`);
  return layer;
};
const keyOf = (state: ImagesState, picture: Picture) => layerOf(state, picture).key;
const painted = (state: ImagesState, picture: Picture) =>
  reduceImages(state, { type: 'painted', layer: layerOf(state, picture), fade: 160 });
const failed = (state: ImagesState, picture: Picture) =>
  reduceImages(state, { type: 'failed', layer: layerOf(state, picture) });
const urls = ({ layers }: ImagesState) => layers.map(({ url }) => url);

const showing = (picture: Picture) => painted(play([show(picture)]), picture);

describe('reduceImages', () => {
  it('keeps the painted picture beneath, with its own srcset, until the next one has faded in', () => {
    const changing = play([show(B)], showing(A));
    expect(changing.layers).toMatchObject([
      { ...A, painted: true },
      { ...B, painted: false },
    ]);
    const fading = painted(changing, B);
    expect(fading.layers).toMatchObject([{ ...A }, { ...B, painted: true, fade: 160 }]);
    expect(urls(play([{ type: 'settled' }], fading))).toEqual(['b.jpg']);
  });

  it('returns to A at once when A → B → A happens before B is painted, and within its fade', () => {
    const loading = play([show(B)], showing(A));
    for (const state of [loading, painted(loading, B)]) {
      const back = play([show(A)], state);
      expect(back.layers).toEqual(showing(A).layers);
    }
  });

  it('keeps the picture beneath when a fade ends while the next one loads', () => {
    const loading = play([show(C)], painted(play([show(B)], showing(A)), B));
    expect(play([{ type: 'settled' }], loading)).toBe(loading);
    expect(urls(loading)).toEqual(['b.jpg', 'c.jpg']);
  });

  it('ignores a decode that ends after its layer is gone', () => {
    const loading = play([show(A)]);
    const layer = layerOf(loading, A);
    for (const next of [show(B), show(undefined), show(A, 0, 'bob')]) {
      const state = play([next], loading);
      expect(play([{ type: 'painted', layer, fade: 0 }], state)).toBe(state);
      expect(play([{ type: 'failed', layer }], state)).toBe(state);
    }
  });

  it('shows letters alone when the picture on top fails, also after it was painted', () => {
    expect(failed(showing(A), A)).toMatchObject({ layers: [], failures: 1 });
    expect(failed(play([show(B)], showing(A)), B)).toMatchObject({ layers: [], failures: 1 });
  });

  it('drops only the failed layer when a picture that is being replaced fails', () => {
    const state = failed(play([show(B)], showing(A)), A);
    expect(state).toMatchObject({ layers: [B], failures: 0 });
  });

  it('loads a failed picture again in a new element, for another attempt or a retry', () => {
    const broken = failed(play([show(A)]), A);
    expect(play([show(A)], broken)).toBe(broken);
    for (const event of [show(A, 1), { type: 'retry' } as const]) {
      const state = play([event], broken);
      expect(state.layers).toMatchObject([{ ...A, origin: 'retry', painted: false }]);
      expect(keyOf(state, A)).not.toBe(keyOf(play([show(A)]), A));
      expect(painted(state, A).failures).toBe(0);
    }
  });

  it('leaves a picture alone that has not failed, whatever the attempt', () => {
    for (const state of [play([show(A)]), showing(A)]) {
      expect(play([show(A, 1), { type: 'retry' }], state).layers).toBe(state.layers);
    }
  });

  it('gives a picture of another subject an element of its own, although the URL is the same', () => {
    const bob = play([show(A, 0, 'bob')], showing(A));
    expect(bob.layers).toMatchObject([{ ...A, origin: 'known', painted: false }]);
    expect(keyOf(bob, A)).not.toBe(keyOf(showing(A), A));
  });
});

/** Events as a browser and a user send them, late ones and those of dead layers among them. */
const anyEvent = fc.oneof(
  fc.record({
    type: fc.constant('show' as const),
    subject: fc.constantFrom('ana', 'bob'),
    picture: fc.constantFrom(A, B, C, undefined),
    attempt: fc.nat(2),
  }),
  // Counted back from the newest layer, so that most of them are in the page and some are not.
  fc.record({ type: fc.constant('painted' as const), back: fc.nat(3), fade: fc.constantFrom(0, 160) }),
  fc.record({ type: fc.constant('failed' as const), back: fc.nat(3) }),
  fc.record({ type: fc.constantFrom('settled' as const, 'retry' as const) }),
);
type AnyEvent = typeof anyEvent extends fc.Arbitrary<infer Event> ? Event : never;

/** The states after each event, with the events as the reducer got them. */
function* playAny(events: AnyEvent[]) {
  let state = NO_IMAGES;
  const made: ImageLayer[] = [];
  for (const relative of events) {
    const layer = 'back' in relative ? made.at(-1 - relative.back) : undefined;
    if ('back' in relative && !layer) continue;
    const event = { ...relative, ...(layer && { layer }) } as ImagesEvent;
    const before = state;
    state = reduceImages(state, event);
    for (const layer of state.layers) if (!made.some(({ key }) => key === layer.key)) made.push(layer);
    yield { before, event, state };
  }
}

describe('after any sequence of events', () => {
  it('every state is consistent', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const sources = new Map<number, string>();
        const failedKeys = new Set<number>();
        for (const { before, event, state } of playAny(events)) {
          if (event.type === 'failed' && before.layers.some(({ key }) => key === event.layer.key)) {
            failedKeys.add(event.layer.key);
          }
          const { picture } = state.shown;
          if (event.type === 'show') {
            expect(picture).toEqual(event.picture);
            // React renders until the state stays.
            expect(reduceImages(state, { ...event })).toBe(state);
          }
          expect(state.layers.length).toBeLessThanOrEqual(2);
          const top = state.layers.at(-1);
          // On top is the picture that was last shown; without one, there is none or it has failed.
          if (top) expect({ url: top.url, srcSet: top.srcSet }).toEqual({ srcSet: undefined, ...picture });
          else expect(picture === undefined || state.failures > 0).toBe(true);
          // Only painted layers are beneath it.
          for (const layer of state.layers.slice(0, -1)) expect(layer.painted).toBe(true);
          for (const layer of state.layers) {
            expect(failedKeys.has(layer.key)).toBe(false);
            // No element changes its source, and none is used for two.
            const source = `${state.shown.subject} ${layer.url} ${layer.srcSet}`;
            expect(sources.get(layer.key) ?? source).toBe(source);
            sources.set(layer.key, source);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('only the last picture remains once it is painted', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), fc.constantFrom(A, B, C), (events, picture) => {
        const { state: last } = [...playAny(events)].at(-1) ?? { state: NO_IMAGES };
        let state = play([show(picture, 3), { type: 'retry' }], last);
        const top = state.layers.at(-1);
        if (top && !top.painted) state = painted(state, picture);
        state = play([{ type: 'settled' }], state);
        expect(state.layers).toMatchObject([{ ...picture, painted: true }]);
        expect(state.failures).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
