/**
 * The bytes in memory of their own, for a cache. Node cuts small buffers from a common one of 8 kB, which would stay in memory as long as
 * one of them does.
 */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength === bytes.byteLength ? bytes : new Uint8Array(bytes);
}
