import { Buffer } from 'node:buffer';
import { ImageError } from './ImageError.js';

/**
 * The bytes of a base64 `data:` URL. Its own content type is not looked at, the bytes say what they are.
 *
 * @throws {ImageError} `too-large`, or `not-an-image` when there is no base64 in it.
 */
export function readDataUrl(url: string, maxBytes: number): Uint8Array {
  const comma = url.indexOf(',');
  if (!/^data:[^,]*;\s*base64\s*,/i.test(url.slice(0, Math.min(comma + 1, 1000)))) {
    throw new ImageError('not-an-image', 'The data: URL is not base64, so it can be no raster image.');
  }
  const text = url.slice(comma + 1);
  // Before decoding: four characters are three bytes, and percent-encoding only makes it longer.
  if (text.length > maxBytes * 4) throw tooLarge(maxBytes);
  const base64 = text.includes('%') ? decodePercent(text) : text;
  if (!/^[\w+/\s-]*=*\s*$/.test(base64)) {
    throw new ImageError('not-an-image', 'The data: URL holds characters that are not base64.');
  }
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ImageError('not-an-image', 'The data: URL is not encoded as a URL should be.');
  }
}

function tooLarge(maxBytes: number): ImageError {
  return new ImageError('too-large', `The image is larger than ${maxBytes} bytes.`);
}
