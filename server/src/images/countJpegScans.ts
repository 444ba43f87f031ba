const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/** Markers without a length: a stuffed byte, TEM, RST0–7, SOI and a fill byte. */
const isStandalone = (marker: number) =>
  marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) || marker === 0xff;

/**
 * The number of scans in a JPEG (ITU T.81, annex B). A progressive image has one for each pass over its pixels: about 10 from
 * an encoder, thousands in an image that is made to occupy a processor. Reads no pixels, and skips segments, so that the
 * scans of an EXIF thumbnail do not count. Linear in the number of bytes.
 */
export function countJpegScans(bytes: Uint8Array): number {
  let scans = 0;
  for (let at = bytes.indexOf(0xff); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1] ?? END_OF_IMAGE;
    if (marker === END_OF_IMAGE) break;
    if (isStandalone(marker)) {
      // A fill byte may be the first byte of the next marker.
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === START_OF_SCAN) scans += 1;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    at += 2 + length;
  }
  return scans;
}
