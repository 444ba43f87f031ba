import { describe, expect, it } from 'vitest';
import { describeImage, nextRecord } from '../../src/store/nextRecord.js';
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
