const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Bit depth 8, colour type 3 (palette), deflate, adaptive filters, no interlace (PNG specification, 11.2.1). */
const HEADER_TAIL = [8, 3, 0, 0, 0];

/**
 * A square PNG with a palette of up to 256 colours.
 *
 * @param colors Each as `0xrrggbb`.
 * @param indices The colour of each pixel, row by row, as an index into `colors`.
 */
export async function writePng(
  size: number,
  colors: readonly number[],
  indices: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const rows = new Uint8Array(size * (size + 1));
  // Each row begins with its filter, 0 for none.
  for (let row = 0; row < size; row += 1) {
    rows.set(indices.subarray(row * size, (row + 1) * size), row * (size + 1) + 1);
  }
  const palette = colors.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]);
  return concat([
    Uint8Array.from(SIGNATURE),
    pngChunk('IHDR', Uint8Array.from([...uint32(size), ...uint32(size), ...HEADER_TAIL])),
    pngChunk('PLTE', Uint8Array.from(palette)),
    pngChunk('IDAT', await deflate(rows)),
    pngChunk('IEND', new Uint8Array()),
  ]);
}

/** In the zlib format (RFC 1950), which `CompressionStream` calls `deflate`. */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  // Not a `Blob`: that of jsdom has no stream.
  const { body } = new Response(bytes);
  const deflated = new Response(body?.pipeThrough(new CompressionStream('deflate')));
  return new Uint8Array(await deflated.arrayBuffer());
}

/** Length, type, data, and the CRC-32 of type and data. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const typed = concat([new TextEncoder().encode(type), data]);
  return concat([uint32(data.length), typed, uint32(crc32(typed))]);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
