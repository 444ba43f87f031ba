import { parseChatId } from 'chat-avatar/wawp';
import { describeImage, nextRecord } from '../../src/store/nextRecord.js';

export const ANNA = parseChatId('201234567890@c.us');
export const BRUNO = parseChatId('5511987654321@c.us');
export const TEAM = parseChatId('120363043968066561@g.us');

export const NOW = Date.UTC(2026, 10, 23, 7);
export const DAY = 24 * 60 * 60 * 1000;

/** Stands for an image: the store does not decode it. Has every byte value, so that a text encoding would damage it. */
export function someBytes(seed = 0, length = 2_000): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + seed * 31 + (index >> 8)) % 256);
}

export const JPEG = { contentType: 'image/jpeg', width: 640, height: 640 };

/** The record of an available picture, and its bytes. */
export function available(seed = 0, now = NOW) {
  const bytes = someBytes(seed);
  const image = describeImage(bytes, JPEG, `https://pps.whatsapp.net/v/${seed}.jpg?oh=SIGNATURE`);
  return {
    bytes,
    image,
    record: nextRecord(undefined, { status: 'available', image, asOf: now }, { now, name: 'Anna' }),
  };
}
