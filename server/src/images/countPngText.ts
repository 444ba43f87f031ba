const SIGNATURE_BYTES = 8;

/** Length, type and checksum. */
const CHUNK_BYTES = 12;

/**
 * The chunk types of compressed text and of a colour profile (PNG specification, 11.3.3 and 11.3.2.3). The text of an `iTXt` may also be
 * plain.
 */
const TEXT_TYPES: ReadonlySet<string> = new Set(['zTXt', 'iTXt', 'iCCP']);

/**
 * The bytes of the chunks of a PNG, beside its pixels, that may be compressed. A decoder inflates them before the pixels, up to a
 * thousandfold. Skips from chunk to chunk.
 */
export function countPngText(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = SIGNATURE_BYTES; at + CHUNK_BYTES <= bytes.byteLength; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (TEXT_TYPES.has(type)) count += length;
    at += CHUNK_BYTES + length;
  }
  return count;
}
