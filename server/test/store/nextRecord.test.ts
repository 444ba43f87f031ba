import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeImage, nextRecord, type PictureAnswer, rebased } from '../../src/store/nextRecord.js';
import type { PictureRecord } from '../../src/store/PictureRecord.js';
import { available, DAY, JPEG, NOW, someBytes } from './pictures.fixture.js';

const { image, record } = available();
const later = NOW + DAY;

describe('nextRecord', () => {
  it('sets firstSeen, and askAgainAt 24 hours later', () => {
    expect(record).toEqual({
      v: 1,
      status: 'available',
      name: 'Anna',
      image,
      asOf: NOW,
      fetchedAt: NOW,
      askAgainAt: NOW + DAY,
      firstSeen: NOW,
      lastSeen: NOW,
    });
  });

  it('keeps firstSeen for the same picture, and resets it for another one', () => {
    expect(nextRecord(record, { status: 'available', image }, { now: later })).toMatchObject({
      name: 'Anna',
      firstSeen: NOW,
      lastSeen: later,
    });
    const other = available(1).image;
    expect(nextRecord(record, { status: 'available', image: other }, { now: later })).toMatchObject({
      firstSeen: later,
    });
  });

  it('keeps the pinned image of a chat that hides its picture, and sets hiddenSince', () => {
    const hidden = nextRecord({ ...record, keep: true }, { status: 'restricted' }, { now: later });
    expect(hidden).toMatchObject({
      status: 'restricted',
      image,
      firstSeen: NOW,
      lastSeen: NOW,
      hiddenSince: later,
    });
    const still = nextRecord(hidden, { status: 'none', reason: 'empty' }, { now: later + DAY });
    expect(still).toMatchObject({
      status: 'none',
      image,
      lastSeen: NOW,
      hiddenSince: later,
      fetchedAt: later + DAY,
    });
    const back = nextRecord(still, { status: 'available', image }, { now: later + 2 * DAY });
    expect(back).toMatchObject({ firstSeen: NOW, lastSeen: later + 2 * DAY });
    expect(back).not.toHaveProperty('hiddenSince');
  });

  it('drops the image of a chat that hides its picture, unless it is pinned', () => {
    const hidden = nextRecord(record, { status: 'restricted' }, { now: later, keep: true });
    expect(hidden).not.toHaveProperty('image');
    expect(hidden).not.toHaveProperty('keep');
  });

  it('pins no new image because an earlier one was pinned', () => {
    const other = available(1).image;
    const next = nextRecord({ ...record, keep: true }, { status: 'available', image: other }, { now: later });
    expect(next).not.toHaveProperty('keep');
  });

  it('keeps the pin of an image in later records', () => {
    expect(record).not.toHaveProperty('keep');
    const claimed = nextRecord(record, { status: 'available', image }, { now: NOW, keep: true });
    const hidden = nextRecord(claimed, { status: 'restricted' }, { now: later });
    const back = nextRecord(hidden, { status: 'available', image }, { now: later + DAY });
    expect([claimed.keep, hidden.keep, back.keep]).toEqual([true, true, true]);
  });

  it('sets no image and no hiddenSince for a chat that never had a picture', () => {
    expect(nextRecord(undefined, { status: 'restricted' }, { now: NOW })).toEqual({
      v: 1,
      status: 'restricted',
      fetchedAt: NOW,
      askAgainAt: NOW + DAY,
    });
  });
});

describe('rebased', () => {
  const images = [available(1).image, available(2).image, available(3).image];
  const answers = fc.record({
    answer: fc.oneof(
      fc.constantFrom(...images).map((of): PictureAnswer => ({ status: 'available', image: of })),
      fc.constantFrom<PictureAnswer>({ status: 'restricted' }, { status: 'none', reason: 'empty' }),
    ),
    keep: fc.boolean(),
  });
  /** The records of a history, an hour apart. */
  const history = fc
    .array(answers, { minLength: 1, maxLength: 8 })
    .map((all) => all.reduce(next, undefined as PictureRecord | undefined) as PictureRecord);
  let hours = 0;
  const next = (
    previous: PictureRecord | undefined,
    { answer, keep }: { answer: PictureAnswer; keep: boolean },
  ): PictureRecord => {
    hours += 1;
    return nextRecord(previous, answer, {
      now: NOW + hours * 3_600_000,
      name: 'Anna',
      ...(keep && { keep }),
    });
  };

  it('makes of a record without the stored one the record that follows from it', () => {
    fc.assert(
      fc.property(history, answers, (stored, { answer }) => {
        const now = stored.fetchedAt + 1;
        const followed = nextRecord(stored, answer, { now });
        expect(rebased(nextRecord(undefined, answer, { now }), stored)).toEqual(followed);
        expect(rebased(followed, stored)).toEqual(followed);
      }),
    );
  });

  it('loses no pinned picture and none that `forget` has to find, whatever the two records know', () => {
    fc.assert(
      fc.property(history, history, (stored, other) => {
        const merged = rebased(other, stored);
        const found = [merged.image?.hash, ...(merged.replaced ?? []).map(({ hash }) => hash)];
        for (const { image: shown, replaced = [] } of [stored, other]) {
          if (shown) expect(found).toContain(shown.hash);
          for (const { hash, at } of replaced) if (at > other.fetchedAt - DAY) expect(found).toContain(hash);
        }
        if (stored.keep && other.status !== 'available') expect(merged.image?.hash).toBe(stored.image?.hash);
      }),
    );
  });
});

describe('describeImage', () => {
  it('stores a source without its signature, and no data: URL', () => {
    const bytes = someBytes();
    expect(describeImage(bytes, JPEG, 'https://pps.whatsapp.net/v/a.jpg?oh=SIGNATURE&oe=1')).toMatchObject({
      source: 'https://pps.whatsapp.net/v/a.jpg',
      bytes: bytes.byteLength,
    });
    expect(describeImage(bytes, JPEG, 'data:image/jpeg;base64,AAAA')).not.toHaveProperty('source');
    expect(describeImage(bytes, { ...JPEG, bytes: 'ignored' } as typeof JPEG)).not.toHaveProperty('source');
  });
});
