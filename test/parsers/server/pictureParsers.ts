import sharp from 'sharp';
import { countPngText } from '../../../server/src/images/countPngText.js';
import { decodeImage } from '../../../server/src/images/decodeImage.js';
import type { DecoderAnswer } from '../../../server/src/images/decoder/decoderProgram.js';
import { readDecoderAnswer } from '../../../server/src/images/decoder/readDecoderAnswer.js';
import { checkImageUrl } from '../../../server/src/images/download/checkImageUrl.js';
import {
  compileImageHosts,
  DEFAULT_IMAGE_HOSTS,
} from '../../../server/src/images/download/compileImageHosts.js';
import { isPublicAddress } from '../../../server/src/images/download/isPublicAddress.js';
import { readDataUrl } from '../../../server/src/images/download/readDataUrl.js';
import { ImageError } from '../../../server/src/images/ImageError.js';
import { countJpegScans } from '../../../server/src/images/jpeg/countJpegScans.js';
import { measureJpeg } from '../../../server/src/images/jpeg/measureJpeg.js';
import { negotiateFormat } from '../../../server/src/images/negotiateFormat.js';
import { readRetryAfter } from '../../../server/src/lib/readRetryAfter.js';
import { over, type Parser, parsed, parser, throwing } from '../Parser.js';

const MAX_BYTES = 100_000;

const blank = { create: { width: 24, height: 24, channels: 3 as const, background: '#08c' } };
const images = await Promise.all([
  sharp(blank).jpeg({ progressive: true }).toBuffer(),
  sharp(blank).jpeg().withMetadata({ orientation: 6 }).toBuffer(),
  sharp(blank).png().toBuffer(),
  sharp(blank).webp().toBuffer(),
  sharp(blank).gif().toBuffer(),
  sharp(blank).avif({ effort: 0 }).toBuffer(),
]);

/** An image with the text written into it: over a part of it, between two parts, or in place of its end. */
function spoiledImage(text: string): Buffer {
  let hash = 2_166_136_261;
  for (let at = 0; at < Math.min(text.length, 1000); at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619) >>> 0;
  }
  const image = images[hash % images.length] ?? Buffer.alloc(0);
  const at = Math.floor(((hash >>> 4) / 2 ** 28) * image.length);
  const bytes = Buffer.from(text, 'latin1');
  const rest = [
    image.subarray(Math.min(image.length, at + bytes.length)),
    image.subarray(at),
    Buffer.alloc(0),
  ];
  return Buffer.concat([image.subarray(0, at), bytes, rest[(hash >>> 8) % 3] ?? Buffer.alloc(0)]);
}

const HEADER = { format: 'jpeg', width: 640, height: 640 };
const INFO = { channels: 3 };

/** Only what was asked for. */
function isAnswer(answer: DecoderAnswer, isRendered: boolean): boolean {
  if ('error' in answer) return typeof answer.error === 'string';
  if ('exceeded' in answer) return answer.exceeded;
  if ('rendered' in answer) {
    const { data, info } = answer.rendered;
    return isRendered && data instanceof Uint8Array && [1, 2, 3, 4].includes(info.channels);
  }
  const { width, height, format = '' } = answer.header;
  return !isRendered && typeof format === 'string' && [width, height].every((px) => px > 0 && px % 1 === 0);
}

/** Readers of the bytes and the URLs of pictures. */
export const pictureParsers: Record<string, Parser> = {
  'a data URL': throwing(
    [ImageError],
    (text) => readDataUrl(text.startsWith('data:') ? text : `data:image/png;base64,${text}`, MAX_BYTES),
    (bytes) => (bytes.byteLength <= MAX_BYTES ? undefined : `${bytes.byteLength} bytes`),
  ),
  'the scans of a JPEG': parser(
    (text) => countJpegScans(spoiledImage(text)),
    (scans, text) => (scans >= 0 && scans <= (text.length + 3000) / 2 ? undefined : `${scans} scans`),
  ),
  'the size of a JPEG': parser(
    (text) => measureJpeg(spoiledImage(text)),
    (size) =>
      size === undefined || (size.width > 0 && size.height > 0 && Math.max(size.width, size.height) < 65_536)
        ? undefined
        : `${size.width} × ${size.height} px`,
  ),
  'the text of a PNG': parser(
    (text) => countPngText(spoiledImage(text)),
    (count) => (count >= 0 ? undefined : `${count} bytes`),
  ),
  'the bytes of an image': throwing(
    [ImageError],
    (text) => decodeImage(spoiledImage(text), { maxPixels: 65_536 }),
    ({ width, height, contentType }) =>
      width > 0 &&
      height > 0 &&
      width * height <= 65_536 &&
      /^image\/(jpeg|png|webp|gif|avif)$/.test(contentType)
        ? undefined
        : `${contentType} of ${width} × ${height} px`,
  ),
  'the answer of a decoder process': parser(
    (text) => {
      const data = Buffer.from(text);
      const answers = [
        parsed(text),
        { header: over(HEADER, text) },
        { rendered: { data, info: over(INFO, text) } },
      ];
      return answers.flatMap((answer) => [
        readDecoderAnswer(answer, {}),
        readDecoderAnswer(answer, { calls: [['raw']] }),
      ]);
    },
    (answers: DecoderAnswer[]) => {
      const wrong = answers.find((answer, at) => !isAnswer(answer, at % 2 === 1));
      return wrong && JSON.stringify(wrong);
    },
  ),
  'the URL of a download': throwing(
    [ImageError],
    (text) => checkImageUrl(text, DEFAULT_IMAGE_HOSTS, false, new URL('https://pps.whatsapp.net/v/')),
    ({ protocol, hostname, port, username }) =>
      protocol === 'https:' && /(^pps|\.cdn)\.whatsapp\.net$/.test(hostname) && port + username === ''
        ? undefined
        : `allowed ${protocol}//${hostname}:${port}`,
  ),
  'an image host': throwing(
    [TypeError],
    (text) => compileImageHosts([text]),
    (matches, text) =>
      matches(new URL('https://other.example')) ? `${text} matches other.example` : undefined,
  ),
  'an IP address': parser(
    (text) => isPublicAddress(text),
    (isPublic, text) =>
      isPublic && /^(10|127|169\.254|192\.168|0|::1|f[cde]|::ffff:)[.:]?/i.test(text)
        ? `${text} is public`
        : undefined,
  ),
  'Retry-After of an image host': parser(
    (text) => readRetryAfter(text),
    (wait) => (wait === undefined || (Number.isFinite(wait) && wait >= 0) ? undefined : `${wait} ms`),
  ),
  'the header Accept': parser(
    (text) => negotiateFormat(text),
    (format) => (/^(avif|webp|jpeg)$/.test(format) ? undefined : format),
  ),
};
