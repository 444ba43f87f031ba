import { isObject } from '../../lib/isObject.js';
import type { DecoderAnswer, DecoderRequest } from './decoderProgram.js';

/** No error of sharp: the picture is refused as a broken one. */
const UNKNOWN: DecoderAnswer = { error: 'The decoder process answered something else.' };

/**
 * Parses the answer of a decoder process to a request. A picture that has taken the process over may have it say anything, in place of a
 * header too, so that its bytes would be decoded in this process.
 */
export function readDecoderAnswer(answer: unknown, { calls }: Pick<DecoderRequest, 'calls'>): DecoderAnswer {
  if (!isObject(answer)) return UNKNOWN;
  const { error, header, rendered, exceeded } = answer;
  if (exceeded === true) return { exceeded };
  if (typeof error === 'string') return { error };
  return (calls === undefined ? readHeader(header) : readRendered(rendered)) ?? UNKNOWN;
}

function readHeader(header: unknown): DecoderAnswer | undefined {
  if (!isObject(header)) return undefined;
  const { format, width, height } = header;
  if (!isLength(width) || !isLength(height) || (format !== undefined && typeof format !== 'string'))
    return undefined;
  return { header: { format, width, height } };
}

function readRendered(rendered: unknown): DecoderAnswer | undefined {
  if (!isObject(rendered) || !isObject(rendered.info) || !(rendered.data instanceof Uint8Array))
    return undefined;
  const { channels } = rendered.info;
  if (channels !== 1 && channels !== 2 && channels !== 3 && channels !== 4) return undefined;
  return { rendered: { data: rendered.data, info: { channels } } };
}

const isLength = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
