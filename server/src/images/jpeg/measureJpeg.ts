import { jpegSegments, readUint16, START_OF_SCAN } from './jpegSegments.js';

/** EXIF, which may contain an orientation, or XMP. */
const APP1 = 0xe1;

/** SOF0–15 without the three markers between them: DHT, JPG and DAC. */
const isStartOfFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/**
 * The size of a JPEG in px, from the header of its frame, as WhatsApp's pictures have it. `undefined`: the decoder has to tell, because
 * the picture may be turned, or has no such header.
 */
export function measureJpeg(bytes: Uint8Array): { width: number; height: number } | undefined {
  let size: { width: number; height: number } | undefined;
  for (const { marker, at } of jpegSegments(bytes)) {
    if (marker === APP1) return undefined;
    if (marker === START_OF_SCAN) break;
    // A byte for the precision, then the height, then the width.
    if (isStartOfFrame(marker))
      size = { width: readUint16(bytes, at + 3), height: readUint16(bytes, at + 1) };
  }
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}
