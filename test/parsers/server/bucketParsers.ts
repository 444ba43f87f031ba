import { readTtl } from '../../../server/src/store/lease/bucketLease.js';
import { Claim } from '../../../server/src/store/lease/Claim.js';
import {
  type EarlierVersion,
  isListing,
  isTruncated,
  type ListedObject,
  readObjects,
  readVersions,
} from '../../../server/src/store/storage/drivers/bucket/listings.js';
import { readErrorCode, S3Error } from '../../../server/src/store/storage/drivers/bucket/S3Error.js';
import type { StoreError } from '../../../server/src/store/storage/StoreError.js';
import { toStoreError } from '../../../server/src/store/storage/toStoreError.js';
import { type Parser, parser } from '../Parser.js';

// biome-ignore format: a list
const XML = [
  '<ListBucketResult>', '<Contents>', '</Contents>', '<Version>', '</Version>', '<DeleteMarker>', '<Key>', '</Key>', '<VersionId>',
  '</VersionId>', '<Generation>', '</Generation>', '<LastModified>', '</LastModified>', '<IsLatest>true', '</IsLatest>', '<IsTruncated>true',
  '&amp;', '&AMP;', '&lt;', '&#65;', '&#x41;', '&#1114111;', '&#1114112;', '&#xFFFFFFFFF;', '&#55296;', '&#xDFFF;', '&#0;', '&#', '&',
  '<Code>', '</Code>', 'NoSuchBucket', 'SlowDown',
];

const CLAIM = ['_', '__', '1790000000000', '0123456789abcdef.1', '.', '999999999999999999', '-1', 'NaN'];

/** The text with a piece in place of each special character, so that most texts get past the first check of a parser. */
const weave = (text: string, pieces: readonly string[]) =>
  text.replace(/[^\p{L}\d ]/gu, (character) => pieces[(character.codePointAt(0) ?? 0) % pieces.length] ?? '');

/** The text as it is, and woven with elements and references. */
const documents = (text: string) => [text, weave(text, XML)];

/** Half a character outside the BMP, which no UTF-8 can hold. */
const isBroken = (text: string) => /\p{Cs}/u.test(text);

function faultOfKeys(keys: string[], text: string): string | undefined {
  return isBroken(text) || !keys.some(isBroken) ? undefined : `half a character in ${JSON.stringify(keys)}`;
}

/** Readers of what a bucket answers, and of the leases in a store. */
export const bucketParsers: Record<string, Parser> = {
  'the objects of a bucket': parser(
    (text) => documents(text).flatMap((xml) => [isListing(xml), isTruncated(xml), ...readObjects(xml)]),
    (read: (boolean | ListedObject)[], text) =>
      faultOfKeys(
        read.flatMap((object) => (typeof object === 'boolean' ? [] : object.key)),
        text,
      ),
  ),
  'the versions of a bucket': parser(
    (text) =>
      documents(text).flatMap((xml) => [
        ...readVersions(xml, 'VersionId'),
        ...readVersions(xml, 'Generation'),
      ]),
    (versions: EarlierVersion[], text) =>
      faultOfKeys(
        versions.flatMap(({ key, id }) => [key, id]),
        text,
      ),
  ),
  'an error of a bucket': parser(
    (text) => documents(text).map((xml) => toStoreError(new S3Error(500, readErrorCode(xml)))),
    (errors: StoreError[]) => {
      const wrong = errors.find(({ code, message }) => !/^[a-z-]+$/.test(code) || message.length > 400);
      return wrong && `${wrong.code}: ${wrong.message}`;
    },
  ),
  'a lease in a bucket': parser(
    (text) => [text, `{"ttlMs":${text}}`, `{"ttlMs":${JSON.stringify(text)}}`].map(readTtl),
    (times: number[]) => (times.every((ttl) => Number.isFinite(ttl) && ttl >= 0) ? undefined : `${times} ms`),
  ),
  'a lease in a folder': parser(
    (text) =>
      [text, weave(text, CLAIM), `1790000000000_${weave(text, CLAIM)}`].map(
        (name) => Claim.parse(name)?.remaining() ?? 0,
      ),
    (times: number[]) => (times.every((time) => typeof time === 'number') ? undefined : `${times}`),
  ),
};
