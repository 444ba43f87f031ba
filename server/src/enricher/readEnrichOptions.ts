import { compileImageHosts, DEFAULT_IMAGE_HOSTS } from '../images/download/compileImageHosts.js';
import { OptionReader } from '../lib/OptionReader.js';
import { shownValue } from '../lib/shownValue.js';
import { warnAboutOptions } from '../lib/warnAboutOptions.js';
import { namespaceOf } from '../store/namespaceOf.js';
import { isStorage } from '../store/storage/open/borrowStorage.js';
import type { StorageAdapter } from '../store/storage/StorageAdapter.js';
import type { EnrichOptions } from './EnrichOptions.js';

/** The checked options with defaults applied and the storage opened. */
export interface EnrichSettings extends CheckedOptions {
  storage: StorageAdapter;
}

type Optional = 'signal' | 'onProgress' | 'onStoreLimited' | 'maxImageBytes' | 'fetchImage';

type CheckedOptions = Required<Omit<EnrichOptions, Optional>> & Pick<EnrichOptions, Optional>;

const RATE_LIMIT = { limit: 20, windowMs: 1000 };

const OPTIONS: Record<keyof EnrichOptions, true> = {
  source: true,
  storage: true,
  namespace: true,
  imageHosts: true,
  top: true,
  concurrency: true,
  rateLimit: true,
  backOffMs: true,
  maxOutageMs: true,
  dangerouslyAllowPrivateAddresses: true,
  maxImageBytes: true,
  fetchImage: true,
  dryRun: true,
  signal: true,
  onProgress: true,
  onStoreLimited: true,
  now: true,
};

/** @throws {TypeError} when an option is missing or is out of range. */
export function readEnrichOptions(options: EnrichOptions): CheckedOptions {
  const { source, storage, imageHosts = DEFAULT_IMAGE_HOSTS, rateLimit } = options ?? {};
  if (typeof source?.getChatPicture !== 'function' || typeof source.getChatsOverview !== 'function') {
    throw new TypeError(
      'enrichContacts needs a source that lists chats: createWawpClient({ instanceId, accessToken }).',
    );
  }
  if (!isStorage(storage)) {
    throw new TypeError(
      'enrichContacts needs the storage of the gateway: a place such as "./chat-pictures", or an unstorage Storage.',
    );
  }
  warnAboutOptions('enrichContacts', options, OPTIONS);
  const read = new OptionReader('enrichContacts');
  const { limit, windowMs } = { ...read.object('rateLimit', rateLimit, RATE_LIMIT) };
  compileImageHosts(read.strings('imageHosts', imageHosts));
  return {
    source,
    storage,
    namespace: read.text('namespace', options.namespace, 'team-a') ?? namespaceOf(source),
    imageHosts,
    top: whole('top', options.top, 50),
    concurrency: whole('concurrency', options.concurrency, 2),
    rateLimit: {
      limit: whole('rateLimit.limit', limit, RATE_LIMIT.limit),
      windowMs: positive('rateLimit.windowMs', windowMs, RATE_LIMIT.windowMs),
    },
    backOffMs: positive('backOffMs', options.backOffMs, 1000),
    maxOutageMs: positive('maxOutageMs', options.maxOutageMs, 15 * 60_000),
    dangerouslyAllowPrivateAddresses: read.flag(
      'dangerouslyAllowPrivateAddresses',
      options.dangerouslyAllowPrivateAddresses,
    ),
    maxImageBytes: read.bytes('maxImageBytes', options.maxImageBytes),
    fetchImage: read.callable('fetchImage', options.fetchImage, 'such as emulator.fetch'),
    dryRun: read.flag('dryRun', options.dryRun),
    signal: readSignal(options.signal),
    onProgress: read.callable('onProgress', options.onProgress, 'that takes the progress of the run'),
    onStoreLimited: read.callable(
      'onStoreLimited',
      options.onStoreLimited,
      'that takes a limit of the store',
    ),
    now: read.clock(options.now),
  };
}

function readSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined || typeof signal?.throwIfAborted === 'function') return signal;
  throw new TypeError('enrichContacts: signal is an AbortSignal, such as the signal of an AbortController.');
}

function whole(name: string, value: number | undefined, defaultValue: number): number {
  if (value === undefined) return defaultValue;
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new TypeError(
    `enrichContacts: ${name} must be a whole number of 1 or more, but is ${shownValue(value)}.`,
  );
}

function positive(name: string, value: number | undefined, defaultValue: number): number {
  if (value === undefined) return defaultValue;
  if (Number.isFinite(value) && value > 0) return value;
  throw new TypeError(`enrichContacts: ${name} must be a number above 0, but is ${shownValue(value)}.`);
}
