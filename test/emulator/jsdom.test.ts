// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { askUrl, emulatorWith } from './emulator.fixture.js';

it('draws pictures in jsdom, with a Blob that has no stream', async () => {
  expect(Blob.prototype.stream).toBeUndefined();
  const emulator = emulatorWith('picture');
  const response = await emulator.fetch((await askUrl(emulator)) ?? '');
  const bytes = await response.arrayBuffer();
  expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
  expect(Buffer.from(bytes).toString('latin1', 1, 4)).toBe('PNG');
});
