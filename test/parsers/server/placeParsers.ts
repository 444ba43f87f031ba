import { locateBucket } from '../../../server/src/store/storage/open/locateBucket.js';
import {
  parseRedisAddress,
  type RedisAddress,
  redisPlaceOf,
} from '../../../server/src/store/storage/open/redisAddress.js';
import { StoreError } from '../../../server/src/store/storage/StoreError.js';
import { toStoreError } from '../../../server/src/store/storage/toStoreError.js';
import { type Parser, parser, throwing } from '../Parser.js';

const SECRET = 'a-secret-of-the-bucket';
const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'id',
  AWS_SECRET_ACCESS_KEY: SECRET,
  GCS_HMAC_ACCESS_ID: 'id',
  GCS_HMAC_SECRET: SECRET,
};

/** In front of the text: without them, few texts would be an address. */
const REDIS = [
  '',
  'redis://',
  'rediss://user:a-password@',
  'redis+sentinel://:a-password@one,two:1/',
  'redis+cluster://one:1,',
  'redis://host/1?prefix=',
];

/** Readers of the places of a store, and of the errors of its server. */
export const placeParsers: Record<string, Parser> = {
  'the address of a Redis': parser(
    (text) =>
      REDIS.flatMap((start) => [start + text, redisPlaceOf(start + text, 'sales')]).map(parseRedisAddress),
    (addresses: (RedisAddress | undefined)[]) =>
      addresses.map((address) => address && faultOfAddress(address)).find(Boolean),
  ),
  'the address of a bucket': throwing(
    [StoreError],
    (text) => locateBucket(`s3://${text}`, CREDENTIALS).place,
    (place: string) => {
      if (place.includes(SECRET)) return `the secret in ${place}`;
      // What is shown leads to the same bucket.
      const [bucket = '', ...prefix] = place.slice('s3://'.length).split('/');
      const again = locateBucket(
        `s3://${[bucket, ...prefix.map(encodeURIComponent)].join('/')}`,
        CREDENTIALS,
      ).place;
      return again === place ? undefined : `${place} is read as ${again}`;
    },
  ),
  'the endpoint of a bucket': throwing([StoreError], (text) =>
    locateBucket('s3://faces', { ...CREDENTIALS, AWS_ENDPOINT_URL: text, AWS_REGION: text }),
  ),
  'an error of Redis': parser(
    (text) => [
      toStoreError(new Error(text)),
      toStoreError(new Error(text, { cause: Object.assign(new Error(text), { code: text }) })),
    ],
    (errors: StoreError[], text) => {
      const wrong = errors.find(
        ({ code, message }) =>
          !/^[a-z-]+$/.test(code) || message.length > 400 || (text.length > 42 && message.includes(text)),
      );
      return wrong && `${wrong.code}: ${wrong.message}`;
    },
  ),
};

function faultOfAddress(address: RedisAddress): string | undefined {
  const { place, nodes, db, prefix } = address;
  if (place.includes('a-password')) return `the password in ${place}`;
  if (!/^[\w.-]+(:[\w.-]+)*$/.test(prefix)) return `prefix ${prefix}`;
  if (!nodes.every(({ host, port }) => host !== '' && port >= 0 && port < 65_536))
    return JSON.stringify(nodes);
  // What is shown leads to the same keys.
  const again = parseRedisAddress(place);
  const isSame =
    again?.db === db && again.prefix === prefix && JSON.stringify(again.nodes) === JSON.stringify(nodes);
  return isSame ? undefined : `${place} is read as ${JSON.stringify(again)}`;
}
