import { ChatPictureError } from 'chat-avatar/wawp';
import { type DestinationStream, destination, pino } from 'pino';
import type { PictureGatewayEvent } from '../../../gateway/PictureGatewayEvent.js';
import { ImageError } from '../../../images/ImageError.js';
import { StoreError } from '../../../store/storage/StoreError.js';
import { cliSentence } from '../../shared/cliSentence.js';

export interface ServeLog {
  /** `instance` is the name of its Wawp instance, if the process serves several. */
  event(event: PictureGatewayEvent, instance?: string): void;
  request(request: {
    method: string;
    route: string;
    status: number;
    durationMs: number;
    instance?: string | undefined;
  }): void;
  /** A fault of one instance of `--config`, which the others do not share. */
  instanceFailed(instance: string, message: string): void;
  note(message: string): void;
  /** Answers and pictures that the store did not take before the end of the process. They will be asked for again. */
  picturesLost(count: number): void;
  /** Once for each host: a request without a secret named a host that is not this machine. */
  hostRefused(host: string): void;
  /** Once for each instance: a request had no caller in the header of `--caller-header`, or one that is not believed. */
  callerUnknown(header: string, instance: string | undefined): void;
}

const LEVEL: Partial<Record<PictureGatewayEvent['type'], 'warn' | 'error' | 'info'>> = {
  'source-failed': 'warn',
  'source-paused': 'warn',
  'picture-failed': 'warn',
  'store-failed': 'warn',
  'store-limited': 'warn',
  'store-damaged': 'warn',
  'erasure-refused': 'warn',
  'authorize-failed': 'error',
  'internal-error': 'error',
  'caller-unknown': 'error',
  'served-stale': 'info',
};

/** Refused hosts and origins that are logged in an hour, and faults in a minute. The sender of a request chooses the former. */
const MAX_REPORTED = 100;
const HOUR = 60 * 60 * 1000;

/** A fault that each request meets, of the store or of the machine, is logged once in this time, in ms. */
const FAULT_INTERVAL = 60_000;

/** The longest name of a host has 253 characters (RFC 1035); a header has up to 128 kB. */
const MAX_NAME = 300;
const shorten = (text: string) => (text.length > MAX_NAME ? `${text.slice(0, MAX_NAME)}…` : text);

/** Structured logs (pino) on stderr, without chat ids, which are phone numbers, and without URL queries, which contain signatures. */
export function createServeLog(level: string, output: DestinationStream = openStderr()): ServeLog {
  const logger = pino({ name: 'chat-avatar', level, base: undefined }, output);
  const reported = new Set<string>();
  let reportedSince = performance.now();
  /** Refused hosts and origins are logged once each. A flood of them is forgotten after an hour, so that it does not hide later ones. */
  const isFirst = (refusal: string) => {
    if (reported.size >= MAX_REPORTED && performance.now() - reportedSince >= HOUR) reported.clear();
    if (reported.has(refusal) || reported.size >= MAX_REPORTED) return false;
    if (reported.size === 0) reportedSince = performance.now();
    reported.add(refusal);
    return true;
  };
  const faultLoggedAt = new Map<string, number>();
  const isDue = (fault: string) => {
    const now = performance.now();
    if (now - (faultLoggedAt.get(fault) ?? Number.NEGATIVE_INFINITY) < FAULT_INTERVAL) return false;
    if (faultLoggedAt.size >= MAX_REPORTED) faultLoggedAt.clear();
    faultLoggedAt.set(fault, now);
    return true;
  };
  return {
    event(event, instance) {
      const { type, ...fields } = event;
      const named = instance !== undefined && { instance };
      const fault = commonFaultOf(event);
      if (fault !== undefined && !isDue(`${instance} ${fault}`)) return;
      if (event.type === 'origin-refused') {
        const [origin, host] = [shorten(event.origin), shorten(event.host)];
        if (isFirst(`origin ${origin} ${host}`)) logger.warn({ ...named, origin, host }, type);
        return;
      }
      const shown: Record<string, unknown> = { ...named, ...fields };
      delete shown.chatId;
      if (event.type === 'store-damaged') Object.assign(shown, describeDamage(event));
      if ('error' in fields) shown.error = describe(fields.error);
      logger[LEVEL[type] ?? 'debug'](shown, type);
    },
    request(request) {
      logger[request.status >= 500 ? 'warn' : 'debug'](request, 'request');
    },
    instanceFailed(instance, message) {
      logger.error({ instance }, message);
    },
    note(message) {
      logger.info(message);
    },
    picturesLost(count) {
      logger.warn(
        { count },
        'The picture store did not take these answers and pictures before the end of the process. Their chats are asked for again when they are shown.',
      );
    },
    callerUnknown(header, instance) {
      if (!isFirst(`caller ${instance}`)) return;
      logger.warn(
        { ...(instance !== undefined && { instance }), header },
        'A request had no caller in this header, or was sent by a browser with the secret in a cookie. All such requests share the rate limit of one caller. Let your proxy set the header on each request, and send the secret as a bearer token or set --trust-proxy.',
      );
    },
    hostRefused(requested) {
      const host = shorten(requested);
      if (!isFirst(`host ${host}`)) return;
      logger.warn(
        { host },
        'A request for this host was refused: without CHAT_AVATAR_SECRET, only loopback names are allowed. Behind a proxy, set --public-origin.',
      );
    },
  };
}

/** Lines that could not be written, which wait for the disk of the log to have space again. In bytes. */
const MAX_UNWRITTEN = 256 * 1024;

/** A log that cannot be written, as on a full disk, must not end the gateway. */
function openStderr(): DestinationStream {
  const stderr = destination({ dest: 2, sync: true, maxLength: MAX_UNWRITTEN });
  stderr.on('error', () => undefined);
  return stderr;
}

/** The name of a fault that each request may meet: of the store, or of the machine that decodes pictures. */
function commonFaultOf(event: PictureGatewayEvent): string | undefined {
  if (event.type === 'store-failed')
    return event.error instanceof StoreError ? `${event.type} ${event.error.message}` : undefined;
  if (event.type === 'store-damaged') return `${event.type} ${event.kind}`;
  if (event.type !== 'internal-error' && event.type !== 'picture-failed') return undefined;
  const { error } = event;
  const thrown = error instanceof ChatPictureError ? error.cause : error;
  return thrown instanceof ImageError && thrown.isFaultOfMachine ? `${event.type} ${thrown.code}` : undefined;
}

type Damage = Extract<PictureGatewayEvent, { type: 'store-damaged' }>;

const DAMAGE: Record<Damage['kind'], string> = {
  'damaged-record':
    'A record in the picture store cannot be read. Its chat is asked for again, and the record is replaced.',
  'damaged-image':
    'A picture in the picture store is damaged. Its chat is asked for again. If there are many, check the disk of the store.',
  'damaged-size': 'A resized picture in the picture store is damaged. It is made again.',
  'missing-image':
    'The picture of a record is missing in the picture store. Its chat is asked for again. If there are many, check whether another program erases files there.',
  'foreign-key': 'The picture store has a key that is none of a picture store. It is left as it is.',
};

/** Keys of pictures have a hash in place of the chat id, so that an operator may see them. */
function describeDamage({ kind, key }: Damage): { message: string; key: string | undefined } {
  const isPicture = kind === 'damaged-image' || kind === 'damaged-size' || kind === 'missing-image';
  return { message: DAMAGE[kind], key: isPicture ? key : undefined };
}

/** This package's errors contain no secrets. The messages of other errors may, so only their name, code and first frame are logged. */
function describe(error: unknown): object {
  if (error instanceof ChatPictureError) {
    const { code, message, status, retryAfterMs } = error;
    return { code, message: cliSentence(message), status, retryAfterMs };
  }
  if (error instanceof StoreError || error instanceof ImageError)
    return { code: error.code, message: cliSentence(error.message) };
  if (!(error instanceof Error)) return { name: typeof error };
  const frame = error.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim();
  return { name: error.name, ...('code' in error && { code: String(error.code) }), ...(frame && { frame }) };
}
