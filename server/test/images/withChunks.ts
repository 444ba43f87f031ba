import { pngChunk } from '../../../src/emulator/cdn/writePng.js';

/** The PNG with more chunks after its header. */
export function withChunks(png: Buffer, type: string, data: Buffer, count: number): Buffer {
  const chunk = pngChunk(type, data);
  return Buffer.concat([png.subarray(0, 33), ...Array(count).fill(chunk), png.subarray(33)]);
}
