export const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

export interface JpegSegment {
  marker: number;
  /** Where its parameters start. They may be cut off. */
  at: number;
}

/** Markers without a length: a stuffed byte, TEM, RST0–7, SOI and a fill byte. */
const isStandalone = (marker: number) =>
  marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) || marker === 0xff;

/**
 * The segments of a JPEG (ITU T.81, annex B), up to the end of its image. Reads no pixels, and skips the content of segments, so that
 * those of an EXIF thumbnail do not count. Linear in the number of bytes.
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  for (let at = bytes.indexOf(0xff); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1] ?? END_OF_IMAGE;
    if (marker === END_OF_IMAGE) return;
    if (isStandalone(marker)) {
      // A fill byte may be the first byte of the next marker.
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    yield { marker, at: at + 4 };
    at += 2 + readUint16(bytes, at + 2);
  }
}

/** Big-endian. Missing bytes are 0. */
export function readUint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
