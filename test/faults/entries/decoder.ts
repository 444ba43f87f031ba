import { vi } from 'vitest';
import { DecoderEnded } from '../../../server/src/images/decoder/DecoderEnded.js';
import type { askDecoder as ask } from '../../../server/src/images/decoder/decoders.js';
import { ImageError } from '../../../server/src/images/ImageError.js';

/** What the decoder does with a picture. The last byte of the picture names it. */
const FAULTS = ['header', 'format', 'pixels', 'scans', 'pixel data', 'time', 'no time', 'killed'] as const;

export type DecoderFault = (typeof FAULTS)[number];
const SCANS = 500;

/** The work of a process of its own. */
const OF_PROCESS: ReadonlySet<DecoderFault> = new Set(['time', 'no time', 'killed']);

/** More than a picture may have to be decoded without one. */
const LARGE = 1_000_001;

/** Whether sharp can be loaded. */
export const decoder = { isMissing: false };

/** A JPEG with this fault, by its signature. */
export function pictureWith(fault: DecoderFault): Uint8Array<ArrayBuffer> {
  const scan = [0xff, 0xda, 0x00, 0x02];
  const scans = fault === 'scans' ? Array<number[]>(SCANS).fill(scan).flat() : scan;
  const padding = Buffer.alloc(OF_PROCESS.has(fault) ? LARGE : 0);
  const start = [0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x00, 0x00];
  const end = [0xff, 0xd9, FAULTS.indexOf(fault)];
  return Uint8Array.from(Buffer.concat([Buffer.from([...start, ...scans]), padding, Buffer.from(end)]));
}

const refuse = () => Promise.reject(new Error('Input buffer has corrupt header'));

/** Instead of sharp, whose threads do not follow the clock of the test. Encodes what is made of a colour. */
function fakeSharp(bytes: Uint8Array | { create: object }) {
  if (!(bytes instanceof Uint8Array))
    return { toFormat: () => ({ toBuffer: async () => Buffer.from('encoded') }) };
  const fault = FAULTS[bytes.at(-1) ?? 0];
  const side = fault === 'pixels' ? 5_000 : 640;
  const image = {
    metadata: async () => {
      if (fault === 'header') return refuse();
      return { format: fault === 'format' ? 'png' : 'jpeg', autoOrient: { width: side, height: side } };
    },
    toBuffer: refuse,
  };
  const same = () => image;
  return Object.assign(image, { timeout: same, autoOrient: same, resize: same, raw: same });
}

export const loadSharp = vi.fn(async () => {
  if (decoder.isMissing)
    throw new ImageError('no-decoder', 'Pictures cannot be decoded, because sharp cannot be loaded.');
  return fakeSharp;
});

/** Instead of a process: it takes too much CPU time, gets none, is killed, or there is none. */
export const askDecoder: typeof ask = async ({ bytes }, { timedOut }) => {
  const fault = FAULTS[bytes.at(-1) ?? 0];
  if (fault === 'time') return { exceeded: true };
  if (fault === 'no time') throw timedOut();
  if (fault === 'killed') throw new DecoderEnded({ signal: 'SIGKILL', printed: '', hadPicture: true });
  return undefined;
};
