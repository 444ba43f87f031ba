import type { SharpOptions } from 'sharp';
import { countPngText } from '../countPngText.js';
import { ImageError } from '../ImageError.js';
import { imageWork, processWork } from '../imageWork.js';
import { countJpegScans } from '../jpeg/countJpegScans.js';
import { loadSharp } from '../loadSharp.js';
import { DecoderEnded } from './DecoderEnded.js';
import { askDecoder } from './decoders.js';
import { isOutOfMemory } from './isOutOfMemory.js';
import { type Header, type Rendered, readHeader, render, type SharpCall } from './SharpCall.js';

/**
 * What a picture may have to be decoded in this process, where no deadline interrupts it: a JPEG, or a PNG without compressed text and
 * colour profile, in bytes and in pixels of all scans together. It then takes at most about 0.2 s. A picture of WhatsApp has 640 × 640 px
 * and 100 kB.
 */
const MAX_ORDINARY_BYTES = 1_000_000;
const MAX_ORDINARY_PIXELS = 1_024 * 1_024;
const MAX_ORDINARY_SCANNED_PIXELS = 20 * MAX_ORDINARY_PIXELS;

/** AVIF takes the longest to encode: 640 px up to 4.7 s, 192 px 0.4 s. */
const MAX_ORDINARY_AVIF = 192;

export interface RenderOptions {
  /** Of the picture, in px. */
  width: number;
  height: number;
  options: SharpOptions;
  calls: readonly SharpCall[];
}

export interface ImageDecoderOptions {
  /** For each call, in ms. */
  limitMs: number;
  signal?: AbortSignal | undefined;
  /** Called with `true` when a call waits for its turn, and with `false` when that has come. */
  onWait?: ((isWaiting: boolean) => void) | undefined;
  /** The error of bytes that sharp cannot decode. */
  broken(): ImageError;
}

export interface ImageDecoder {
  /** The scans of a JPEG, and 1 for any other picture. Counted once. */
  countScans(): number;
  header(): Promise<Header>;
  render(options: RenderOptions): Promise<Rendered>;
}

/**
 * Decodes a picture: an ordinary one at once on a thread of this process, any other in a process that is killed after `limitMs`, or when
 * `signal` aborts. Where none can be started, on a thread too. Each call waits for its turn among calls of its kind.
 *
 * @throws {ImageError} `no-decoder` without sharp. Its methods: `too-large` after `limitMs`, `decoder-ended`, `broken()`, or the signal's
 * reason.
 */
export async function imageDecoder(
  bytes: Uint8Array,
  { limitMs, signal, onWait, broken }: ImageDecoderOptions,
): Promise<ImageDecoder> {
  const sharp = await loadSharp();
  const isJpeg = startsWith(bytes, JPEG);
  const hasOrdinaryHeader =
    bytes.byteLength <= MAX_ORDINARY_BYTES &&
    (isJpeg || (startsWith(bytes, PNG) && countPngText(bytes) === 0));
  let scans: number | undefined;
  const countScans = () => {
    scans ??= isJpeg ? countJpegScans(bytes) : 1;
    return scans;
  };
  const isOrdinary = ({ width, height, calls }: RenderOptions) =>
    hasOrdinaryHeader &&
    width * height <= MAX_ORDINARY_PIXELS &&
    countScans() * width * height <= MAX_ORDINARY_SCANNED_PIXELS &&
    !encodesLargeAvif(calls);
  const timedOut = () =>
    new ImageError('too-large', `The picture takes longer than ${limitMs / 1000} s to decode or to encode.`);
  const ask = async (options: SharpOptions, calls?: readonly SharpCall[]) => {
    const request = { bytes, options, ...(calls && { calls }) };
    const answer = await askDecoder(request, { timeoutMs: limitMs, timedOut, signal });
    if (answer && 'error' in answer) throw new Error(answer.error);
    return answer;
  };
  const inTurn = async <T>(isOnThread: boolean, work: () => Promise<T>): Promise<T> => {
    const start = () => {
      onWait?.(false);
      return work();
    };
    onWait?.(true);
    try {
      return await (isOnThread ? imageWork : processWork).add(start, { signal });
    } catch (thrown) {
      if (thrown instanceof ImageError || (signal?.aborted && thrown === signal.reason)) throw thrown;
      // Another error is one of sharp about the picture, or of a process that the picture has made crash.
      throw machineFault(thrown) ?? broken();
    }
  };
  return {
    countScans,
    header: () =>
      inTurn(hasOrdinaryHeader, async () => {
        const answer = hasOrdinaryHeader ? undefined : await ask({ limitInputPixels: false });
        return answer && 'header' in answer ? answer.header : await readHeader(sharp, bytes);
      }),
    render: (wanted) => {
      const { options, calls } = wanted;
      const isOnThread = isOrdinary(wanted);
      return inTurn(isOnThread, async () => {
        const answer = isOnThread ? undefined : await ask(options, calls);
        return answer && 'rendered' in answer ? answer.rendered : await render(sharp, bytes, options, calls);
      });
    },
  };
}

/** The error, if the machine is at fault and not the picture. */
function machineFault(thrown: unknown): ImageError | undefined {
  const isEnded = thrown instanceof DecoderEnded;
  if (isEnded && thrown.reason !== 'picture' && thrown.reason !== 'memory') {
    return new ImageError(
      'decoder-ended',
      `The process that decodes a picture was ended by ${thrown.reason}, as Linux does with SIGKILL when memory runs out. Give the machine or the container more memory.`,
    );
  }
  const isMemory = isEnded
    ? thrown.reason === 'memory'
    : thrown instanceof Error && isOutOfMemory(thrown.message);
  if (!isMemory) return undefined;
  return new ImageError(
    'decoder-ended',
    'There is no memory left to decode a picture. Give the machine or the container more memory, and check the limits in NODE_OPTIONS.',
  );
}

const JPEG = [0xff, 0xd8, 0xff];
const PNG = [0x89, 0x50, 0x4e, 0x47];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

function encodesLargeAvif(calls: readonly SharpCall[]): boolean {
  const sides = calls.map(([method, value]) =>
    method === 'resize' && value && 'width' in value ? Number(value.width) : 0,
  );
  return calls.some(([method]) => method === 'avif') && Math.max(...sides) > MAX_ORDINARY_AVIF;
}
