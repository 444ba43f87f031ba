import type { PictureSource } from 'chat-avatar/wawp';
import type { MiddlewareHandler } from 'hono';
import { compileImageHosts, DEFAULT_IMAGE_HOSTS } from '../images/hosts.js';
import { authorization } from './middleware/authorization.js';
import { readAllowedOrigins } from './middleware/cors.js';
import { type Emit, emitter } from './PictureGatewayEvent.js';
import type { PictureGatewayOptions } from './PictureGatewayOptions.js';
import { PictureDownloads } from './pictures/PictureDownloads.js';
import {
  readBasePath,
  readBudget,
  readClock,
  readDuration,
  readFetchImage,
  readFlag,
  readList,
  readMaxImageBytes,
  readSecret,
  readSource,
  type UpstreamBudget,
} from './readOptions.js';

/** The options of a gateway, checked, with their defaults. The storage is apart, because it may have to be opened. */
export interface GatewaySettings {
  source: PictureSource;
  emit: Emit;
  allowedOrigins: ReturnType<typeof readAllowedOrigins>;
  basePath: string;
  timeoutMs: number;
  refreshCooldownMs: number;
  authorize: MiddlewareHandler;
  now: () => number;
  downloads: PictureDownloads;
  upstreamBudget: UpstreamBudget;
  signingSecret: string | undefined;
}

/**
 * Requests to the source, of all gateways on one storage together: a screen at once, and no more in the long run than
 * WhatsApp takes for people who are busy.
 */
const BUDGET = { points: 600, durationMs: 60_000 };

/** For one image to come from the CDN, in ms. */
const DOWNLOAD_TIMEOUT = 10_000;

/** @throws {TypeError} when an option is missing or makes no sense. */
export function readSettings(options: PictureGatewayOptions): GatewaySettings {
  const source = readSource(options?.source);
  const emit = emitter(options.onEvent);
  const allowedOrigins = readAllowedOrigins(readList('allowedOrigins', options.allowedOrigins ?? []));
  const basePath = readBasePath(options.basePath ?? '/');
  const timeoutMs = readDuration('timeoutMs', options.timeoutMs, 20_000, 1);
  const imageHosts = readList('imageHosts', options.imageHosts ?? DEFAULT_IMAGE_HOSTS);
  compileImageHosts(imageHosts);
  return {
    source,
    emit,
    allowedOrigins,
    basePath,
    timeoutMs,
    refreshCooldownMs: readDuration('refreshCooldownMs', options.refreshCooldownMs, 60_000, 0),
    authorize: authorization(options.authorize, timeoutMs, emit),
    now: readClock(options.now),
    downloads: new PictureDownloads({
      imageHosts,
      dangerouslyAllowPrivateAddresses: readFlag(
        'dangerouslyAllowPrivateAddresses',
        options.dangerouslyAllowPrivateAddresses,
      ),
      maxBytes: readMaxImageBytes(options.maxImageBytes),
      fetchImage: readFetchImage(options.fetchImage),
      timeoutMs: Math.min(timeoutMs, DOWNLOAD_TIMEOUT),
    }),
    upstreamBudget: readBudget(options.upstreamBudget, BUDGET),
    signingSecret: readSecret(options.signingSecret),
  };
}
