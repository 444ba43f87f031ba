import type { PictureSource } from '../chat/PictureSource.js';

export function readSource(source: PictureSource | undefined): PictureSource {
  if (typeof source?.getChatPicture === 'function') return source;
  throw new TypeError(
    'createPictureGateway needs a source: createWawpClient({ instanceId, accessToken }), or anything with getChatPicture(chatId).',
  );
}

/** In ms; `least` is the least that makes sense. */
export function readDuration(
  name: string,
  value: number | undefined,
  byDefault: number,
  least: number,
): number {
  if (value === undefined) return byDefault;
  // A longer setTimeout fires at once.
  if (Number.isFinite(value) && value >= least && value < 2 ** 31) return value;
  throw new TypeError(
    `createPictureGateway: ${name} is in milliseconds, at least ${least}, but is ${value}.`,
  );
}

/** Of characters that mean themselves: the router would read `:id` and `*` as patterns. */
export function readBasePath(basePath: string): string {
  if (typeof basePath === 'string' && /^(?:\/[\w.~-]+)*\/?$/.test(basePath) && basePath.startsWith('/')) {
    return basePath;
  }
  throw new TypeError(
    `createPictureGateway: basePath is the path that the gateway is mounted at, as in "/api/chat-pictures", but is ${JSON.stringify(basePath)}.`,
  );
}
