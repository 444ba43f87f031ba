import { describe, expect, it } from 'vitest';
import { readLastSuccess } from '../../../server/src/cli/commands/enrich/metrics/metricsFile.js';
import { readFailure } from '../../../server/src/gateway/upstream/sharedFailures.js';
import { readTtl } from '../../../server/src/store/lease/bucketLease.js';
import { readObjects, readVersions } from '../../../server/src/store/storage/drivers/bucket/listings.js';

describe('a list of a bucket', () => {
  it.each([
    ['a&amp;b&lt;&gt;&quot;&apos;', 'a&b<>"\''],
    ['&#65;&#x42;&#x1F600;&#128512;', 'AB😀😀'],
    ['&amp;#65;', '&#65;'],
    // No references to a character: above U+10FFFF, half of a surrogate pair, an unknown name, another case, no end.
    ...[
      '&#1114112;',
      '&#x110000;',
      '&#99999999999999999999;',
      '&#55296;',
      '&#xDFFF;',
      '&AMP;',
      '&nbsp;',
      '&#X41;',
      '&#;',
      '&amp',
    ].map((text) => [text, text]),
  ])('reads the key %s as %s', (xml, key) => {
    expect(readObjects(`<ListBucketResult><Contents><Key>${xml}</Key></Contents>`)).toMatchObject([{ key }]);
    expect(
      readVersions(`<Version><Key>${xml}</Key><VersionId>${xml}</VersionId></Version>`, 'VersionId'),
    ).toMatchObject([{ key, id: key }]);
  });
});

describe('a failure that gateways share', () => {
  const read = (fields: string) => readFailure(`{"code":"timeout","message":"m",${fields}}`);

  it.each(['"code":"toString"', '"code":"unknown"', '"code":1', '"message":null'])(
    'with %s is none',
    (field) => {
      expect(read(field)).toBeUndefined();
    },
  );

  it.each(['1e999', '-1', '"5"', '{"valueOf":1}', 'null'])(
    'with %s in place of a number has none',
    (text) => {
      const failure = read(`"status":${text},"retryAfterMs":${text},"count":${text}`);
      expect(failure).toMatchObject({ error: { code: 'timeout' }, count: 1 });
      expect(failure?.error).not.toHaveProperty('status');
      expect(failure?.error).not.toHaveProperty('retryAfterMs');
    },
  );
});

it.each(['', '{}', '[]', '{"ttlMs":-1}', '{"ttlMs":1e999}', '{"ttlMs":"x"}', '{"ttlMs":{"valueOf":1}}'])(
  'the lease %s in a bucket has expired',
  (body) => {
    expect(readTtl(body)).toBe(0);
  },
);

it('the metrics of the last run have a time for each instance, and nothing from lines that were changed', () => {
  const line = (rest: string) => `chat_avatar_enrich_last_success_timestamp_seconds${rest}\n`;
  const text =
    line('{instance="1"} 1790000000') +
    line('{instance="2"} 1e9') +
    line('{instance="3"} 99999999999999999999') +
    line('{instance="4\n"} 1790000000');
  expect([...readLastSuccess(text)]).toEqual([['1', 1_790_000_000]]);
});
