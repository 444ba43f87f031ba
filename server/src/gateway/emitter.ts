import { ChatPictureError } from 'chat-avatar/wawp';
import { ImageError } from '../images/ImageError.js';
import { callSafely } from '../lib/callListener.js';
import { StoreError } from '../store/storage/StoreError.js';
import { mountPathOf } from './mountPathOf.js';
import type { PictureGatewayEvent } from './PictureGatewayEvent.js';

export type Emit = (event: PictureGatewayEvent) => void;

/**
 * Calls the listener, and never throws. A listener that throws or rejects cannot break a response or end the process; its first
 * error is written to the console. Without a listener, the first fault of each kind is.
 */
export function emitter(onEvent: ((event: PictureGatewayEvent) => unknown) | undefined): Emit {
  if (onEvent === undefined) return reportFaults();
  let isReported = false;
  const report = (error: unknown) => {
    if (isReported) return;
    isReported = true;
    console.error(
      'createPictureGateway: onEvent failed, so events are missing from your logs or metrics. Further errors of it are not written.',
      error,
    );
  };
  return (event) => callSafely(() => onEvent(event), report);
}

interface Fault {
  /** A later fault of the same kind is not written. */
  kind: string;
  /** A sentence that is safe to log, or an error of a function in the options. */
  detail: unknown;
}

/** A mistake in the set-up would be silent without a listener: browsers only get a problem document, and show initials. */
function reportFaults(): Emit {
  const reported = new Set<string>();
  return (event) => {
    const fault = faultOf(event);
    if (!fault || reported.has(fault.kind)) return;
    reported.add(fault.kind);
    const limit = 'Further events of this kind are not written; set onEvent to log all of them.';
    const { kind, detail } = fault;
    if (typeof detail === 'string') console.warn(`createPictureGateway: ${kind}. ${detail} ${limit}`);
    else console.error(`createPictureGateway: ${kind}. ${limit}`, detail);
  };
}

function faultOf(event: PictureGatewayEvent): Fault | undefined {
  const { type } = event;
  switch (type) {
    case 'authorize-failed':
    case 'caller-unknown':
    case 'internal-error':
      return { kind: type, detail: event.error };
    case 'source-failed':
      if (ORDINARY.has(event.error.code)) return undefined;
      return { kind: `${type}, ${event.error.code}`, detail: messageOf(event.error) };
    case 'picture-failed': {
      const { cause } = event.error;
      const { code } = cause instanceof ImageError ? cause : event.error;
      if (ORDINARY.has(code)) return undefined;
      return { kind: `${type}, ${code}`, detail: messageOf(event.error) };
    }
    case 'store-failed':
      return { kind: type, detail: messageOf(event.error) };
    case 'store-limited':
      return { kind: `${type}, ${event.reason}`, detail: event.message };
    case 'erasure-refused':
      return {
        kind: type,
        detail: `keepDays would erase the pictures of ${event.chats} chats at once. Run chat-avatar-server prune with --yes if that is intended.`,
      };
    case 'origin-refused':
      return {
        kind: type,
        detail: `A page of ${quote(event.origin)} sent a request to ${quote(event.host)}. Add the origin to allowedOrigins if you trust it.`,
      };
    case 'base-path-mismatch':
      return {
        kind: type,
        detail: `A request for ${quote(event.path)} arrived, but basePath is "${event.basePath}". Set basePath to ${quote(mountPathOf(event.path) ?? '')} if the gateway is mounted there.`,
      };
    default:
      return undefined;
  }
}

/** The sender of a request chooses the text. */
const quote = (text: string) => JSON.stringify(text.slice(0, 300));

/** Failures of single chats and pictures, which no change of the set-up prevents. */
const ORDINARY: ReadonlySet<string> = new Set<ChatPictureError['code'] | ImageError['code']>([
  'invalid-chat-id',
  'rate-limited',
  'http-error',
  'not-an-image',
  'too-large',
  'busy',
]);

/** The errors of both packages hold no secrets and no chat ids. The message of another error may, so it is not written. */
function messageOf(error: unknown): string {
  if (error instanceof ChatPictureError || error instanceof ImageError || error instanceof StoreError) {
    return error.message;
  }
  return `An error (${error instanceof Error ? error.name : typeof error}).`;
}
