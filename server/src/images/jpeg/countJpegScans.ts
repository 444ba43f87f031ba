import { jpegSegments, START_OF_SCAN } from './jpegSegments.js';

/**
 * The number of scans in a JPEG. A progressive image has one for each pass over its pixels: about 10 from an encoder, thousands in an
 * image that is made to occupy a processor.
 */
export function countJpegScans(bytes: Uint8Array): number {
  let scans = 0;
  for (const { marker } of jpegSegments(bytes)) if (marker === START_OF_SCAN) scans += 1;
  return scans;
}
