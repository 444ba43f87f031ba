import type { PictureSource } from 'chat-avatar/wawp';
import { compileImageHosts, DEFAULT_IMAGE_HOSTS } from '../images/download/compileImageHosts.js';
import { monotonic } from '../lib/async/monotonic.js';
import { OptionReader } from '../lib/OptionReader.js';
import { warnAboutOptions } from '../lib/warnAboutOptions.js';
import { namespaceOf } from '../store/namespaceOf.js';
import { type CallerId, readCallerId } from './callerId.js';
import { type Emit, emitter } from './emitter.js';
import { type IsAllowed, readAuthorize } from './middleware/authorization.js';
import { readAllowedOrigins } from './middleware/cors.js';
import type { PictureGatewayOptions } from './PictureGatewayOptions.js';
import { PictureDownloads } from './pictures/PictureDownloads.js';
import {
  type RateLimit,
  readBasePath,
  readDuration,
  readKeepDays,
  readRateLimit,
  readSecret,
  readSource,
} from './readOptions.js';

/** The validated options with their defaults. Without the storage, which may have to be opened first. */
export interface GatewaySettings {
  source: PictureSource;
  emit: Emit;
  allowedOrigins: ReturnType<typeof readAllowedOrigins>;
  basePath: string;
  timeoutMs: number;
  refreshCooldownMs: number;
  isAllowed: IsAllowed;
  callerId: CallerId;
  /** The wall clock, for dates. In ms since the epoch. */
  now: () => number;
  /** Monotonic, for durations. In ms. */
  clock: () => number;
  downloads: PictureDownloads;
  rateLimit: RateLimit;
  signingSecret: string | undefined;
  namespace: string;
  keepMs: number | undefined;
}

/** Enough for several screens at once, and on average no more than WhatsApp accepts from busy people. */
const RATE_LIMIT = { limit: 600, windowMs: 60_000 };

/** The longest download of one image from the CDN, in ms. */
const DOWNLOAD_TIMEOUT = 10_000;

const OPTIONS: Record<keyof PictureGatewayOptions, true> = {
  source: true,
  authorize: true,
  basePath: true,
  allowedOrigins: true,
  refreshCooldownMs: true,
  timeoutMs: true,
  storage: true,
  namespace: true,
  keepDays: true,
  imageHosts: true,
  fetchImage: true,
  dangerouslyAllowPrivateAddresses: true,
  signingSecret: true,
  rateLimit: true,
  callerId: true,
  maxImageBytes: true,
  now: true,
  onEvent: true,
};

/** @throws {TypeError} when a required option is missing or an option is invalid. */
export function readSettings(options: PictureGatewayOptions): GatewaySettings {
  const source = readSource(options?.source);
  warnAboutOptions('createPictureGateway', options, OPTIONS);
  const read = new OptionReader('createPictureGateway');
  const emit = emitter(read.callable('onEvent', options.onEvent, 'that takes an event'));
  const allowedOrigins = readAllowedOrigins(read.strings('allowedOrigins', options.allowedOrigins ?? []));
  const basePath = readBasePath(options.basePath ?? '/');
  const now = read.clock(options.now);
  const timeoutMs = readDuration('timeoutMs', options.timeoutMs, 20_000, 1);
  const imageHosts = read.strings('imageHosts', options.imageHosts ?? DEFAULT_IMAGE_HOSTS);
  compileImageHosts(imageHosts);
  return {
    source,
    emit,
    allowedOrigins,
    basePath,
    timeoutMs,
    refreshCooldownMs: readDuration('refreshCooldownMs', options.refreshCooldownMs, 60_000, 0),
    isAllowed: readAuthorize(options.authorize, timeoutMs, emit),
    callerId: readCallerId(options.callerId, timeoutMs, emit),
    now,
    clock: options.now === undefined ? () => performance.now() : monotonic(now),
    downloads: new PictureDownloads({
      imageHosts,
      dangerouslyAllowPrivateAddresses: read.flag(
        'dangerouslyAllowPrivateAddresses',
        options.dangerouslyAllowPrivateAddresses,
      ),
      maxBytes: read.bytes('maxImageBytes', options.maxImageBytes) ?? 5_000_000,
      fetchImage: read.callable('fetchImage', options.fetchImage, 'such as emulator.fetch'),
      timeoutMs: Math.min(timeoutMs, DOWNLOAD_TIMEOUT),
    }),
    rateLimit: readRateLimit(read.object('rateLimit', options.rateLimit, RATE_LIMIT), RATE_LIMIT),
    signingSecret: readSecret(options.signingSecret),
    namespace: read.text('namespace', options.namespace, 'team-a') ?? namespaceOf(source),
    keepMs: readKeepDays(options.keepDays),
  };
}
