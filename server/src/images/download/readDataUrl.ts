import { Buffer } from 'node:buffer';
import { CHECK_SOURCE, ImageError } from '../ImageError.js';

/**
 * Decodes a base64 `data:` URL. Its content type is ignored: `decodeImage` detects the type from the bytes.
 *
 * @throws {ImageError} `too-large`, or `not-an-image` if it is not valid base64.
 */
export function readDataUrl(url: string, maxBytes: number): Uint8Array {
  const comma = url.indexOf(',');
  if (!/^data:[^,]*;\s*base64\s*,/i.test(url.slice(0, Math.min(comma + 1, 1000)))) {
    throw new ImageError(
      'not-an-image',
      'The data: URL is not base64, so it is not a raster image. Check what the source returns for this chat.',
    );
  }
  const text = url.slice(comma + 1);
  // Checked before decoding. Four characters are three bytes, and percent-encoding makes the text longer.
  if (text.length > maxBytes * 4) throw tooLarge(maxBytes);
  const base64 = text.includes('%') ? decodePercent(text) : text;
  // Padding, if there is any, ends the text. Each pattern looks at a character once.
  const end = base64.search(/[^\w+/\s-]/);
  if (end >= 0 && /[^=\s]/.test(base64.slice(end))) {
    throw new ImageError(
      'not-an-image',
      'The data: URL contains characters that are not base64. Check what the source returns for this chat.',
    );
  }
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ImageError(
      'not-an-image',
      'The data: URL has invalid percent-encoding. Check what the source returns for this chat.',
    );
  }
}

function tooLarge(maxBytes: number): ImageError {
  return new ImageError(
    'too-large',
    `The image in the data: URL is larger than ${maxBytes} bytes. ${CHECK_SOURCE}, or raise maxImageBytes.`,
  );
}
