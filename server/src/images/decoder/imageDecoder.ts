import type { SharpOptions } from 'sharp';
import { countPngText } from '../countPngText.js';
import { CHECK_SOURCE, ImageError } from '../ImageError.js';
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

/**
 * The longest that a call may take by the clock, in ms. A machine with many other processes gives a decoder a small part of its CPU time,
 * so that this is far more than the CPU time that a picture may take.
 */
const MAX_WAIT_MS = 60_000;

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
  /** The CPU time that a picture may take for each call, in ms. */
  cpuMs: number;
  signal?: AbortSignal | undefined;
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
 * Decodes a picture: an ordinary one at once on a thread of this process, any other in a process that is killed after `cpuMs` of CPU time,
 * after a minute by the clock, or when `signal` aborts. Where none can be started, on a thread too. Each call waits for its turn among
 * calls of its kind.
 *
 * @throws {ImageError} `no-decoder` without sharp. Its methods: `too-large` after `cpuMs`; `busy` after a minute, because the machine has
 * had no CPU time for the picture; `decoder-ended`, `broken()`, or the signal's reason.
 */
export async function imageDecoder(
  bytes: Uint8Array,
  { cpuMs, signal, broken }: ImageDecoderOptions,
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
  const ask = async (options: SharpOptions, calls?: readonly SharpCall[]) => {
    const request = { bytes, cpuMs, options, ...(calls && { calls }) };
    const answer = await askDecoder(request, { timeoutMs: MAX_WAIT_MS, timedOut: noCpuTime, signal });
    if (answer && 'exceeded' in answer) throw tooMuchCpuTime(cpuMs);
    if (answer && 'error' in answer) throw new Error(answer.error);
    return answer;
  };
  const inTurn = async <T>(isOnThread: boolean, work: () => Promise<T>): Promise<T> => {
    try {
      return await (isOnThread ? imageWork : processWork).add(work, { signal });
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

function tooMuchCpuTime(cpuMs: number): ImageError {
  return new ImageError(
    'too-large',
    `The picture takes more than ${cpuMs / 1000} s of CPU time to decode or to encode. ${CHECK_SOURCE}.`,
  );
}

function noCpuTime(): ImageError {
  return new ImageError(
    'busy',
    `This machine had too little CPU time to decode or to encode the picture within ${MAX_WAIT_MS / 1000} s. Try again in a moment.`,
  );
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
