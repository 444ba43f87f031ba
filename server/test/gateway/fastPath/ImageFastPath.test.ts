import { expect, it } from 'vitest';
import { ImageFastPath } from '../../../src/gateway/images/ImageFastPath.js';
import type { ImageVariants } from '../../../src/gateway/images/ImageVariants.js';

const BYTES = Buffer.from('an image');
const hash = 'a'.repeat(64);
const requestOf = (target: string) => ({ method: 'GET', target, header: () => undefined });

it('bounds the number of verified URLs in memory', () => {
  const images = { getFromMemory: () => BYTES } as unknown as ImageVariants;
  const shortcut = new ImageFastPath(images, false, () => 0);
  const see = (url: string) => shortcut.remember(url, { hash, width: 80, expiresAt: 1 });
  const isKnown = (url: string) => shortcut.answer(requestOf(url)) !== undefined;
  const urlOf = (index: number) => `/images/${hash}?w=80&exp=1&sig=${index}`;

  for (let index = 0; index < 20_000; index += 1) see(urlOf(index));
  expect(isKnown(urlOf(0))).toBe(true);
  for (let index = 20_000; index < 60_000; index += 1) see(urlOf(index));
  expect([isKnown(urlOf(1)), isKnown(urlOf(59_999))]).toEqual([false, true]);
});

it('does not remember a URL with parameters that the gateway has not written', () => {
  const images = { getFromMemory: () => BYTES } as unknown as ImageVariants;
  const shortcut = new ImageFastPath(images, false, () => 0);
  const url = `/images/${hash}?w=80&exp=1&sig=a&j=${'x'.repeat(14_000)}`;
  shortcut.remember(url, { hash, width: 80, expiresAt: 1 });
  expect(shortcut.answer(requestOf(url))).toBeUndefined();
});

it('sends the content-length of the current image after the variant was encoded again', async () => {
  let bytes = BYTES;
  const images = { getFromMemory: () => bytes } as unknown as ImageVariants;
  const shortcut = new ImageFastPath(images, false, () => 0);
  const url = `/images/${hash}?w=80&exp=1&sig=a`;
  shortcut.remember(url, { hash, width: 80, expiresAt: 1 });
  const contentLength = () => shortcut.answer(requestOf(url))?.headers['content-length'];
  expect(contentLength()).toBe(String(BYTES.byteLength));
  bytes = Buffer.from('an image of another encoder');
  expect(contentLength()).toBe(String(bytes.byteLength));
});
