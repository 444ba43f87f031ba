import sharp from 'sharp';
import { createStorage } from 'unstorage';
import { afterEach, expect, it, vi } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { picture, stubSource } from '../../../test/support/sources.js';
import { gatewayOf, JOHN, only } from './gateways.fixture.js';

const made = vi.hoisted(() => ({ inputs: [] as unknown[] }));

vi.mock('sharp', async (load) => {
  const { default: real } = await load<typeof import('sharp')>();
  const counted = (input: never, options: never) => {
    made.inputs.push(input);
    return real(input, options);
  };
  return { default: Object.assign(counted, real) };
});

afterEach(() => {
  made.inputs.length = 0;
});

async function newGateway(photo: Uint8Array) {
  const url = `data:image/jpeg;base64,${Buffer.from(photo).toString('base64')}`;
  const storage = createStorage();
  const reads: string[] = [];
  const { getItemRaw } = storage;
  storage.getItemRaw = (async (key: string) => {
    reads.push(key);
    return getItemRaw.call(storage, key);
  }) as never;
  const gateway = gatewayOf({ storage, source: stubSource(() => picture(url)) });
  const { srcSet } = (await only(gateway.get(JOHN))).picture;
  const urlOf = (width: number) => new RegExp(`(\\S+) ${width}w`).exec(srcSet)?.[1] ?? '';
  return { ...gateway, urlOf, reads };
}

/** The mean difference of the pixels of two images, from 0 to 255. */
async function difference(one: Uint8Array, other: Uint8Array) {
  const [a, b] = await Promise.all([one, other].map((bytes) => sharp(bytes).removeAlpha().raw().toBuffer()));
  if (a === undefined || b === undefined || a.length !== b.length) return Number.POSITIVE_INFINITY;
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

it('reads and decodes a new picture once for its check and all of its small images', async () => {
  const photo = await photograph();
  made.inputs.length = 0;
  const { at, urlOf, reads } = await newGateway(photo);
  const ofPhoto = () => made.inputs.filter((input) => (input as Uint8Array).byteLength === photo.byteLength);
  const before = ofPhoto().length;
  for (const width of [40, 80]) {
    for (const accept of ['image/webp', 'image/jpeg', 'image/avif']) {
      expect((await at(urlOf(width), { headers: { accept } })).status).toBe(200);
    }
  }
  expect(before).toBe(1);
  expect(ofPhoto()).toHaveLength(before);
  expect(reads).toEqual([]);
  expect((await at(urlOf(192))).status).toBe(200);
  expect(ofPhoto().length).toBeGreaterThan(before);
});

it.each([24, 40, 80])('makes the same image of %d px from the pixels as from the original', async (width) => {
  const photo = await photograph();
  const { at, urlOf } = await newGateway(photo);
  const image = new Uint8Array(await (await at(urlOf(width))).arrayBuffer());
  const expected = await sharp(photo).resize(width, width).jpeg({ quality: 95 }).toBuffer();
  expect(await sharp(image).metadata()).toMatchObject({ format: 'jpeg', width, height: width });
  expect(await difference(image, expected)).toBeLessThan(12);
});

it('turns and crops the pixels as the original says, and keeps white behind transparency', async () => {
  const tall = sharp({ create: { width: 200, height: 400, channels: 4, background: '#00000000' } });
  const png = await tall.png().toBuffer();
  const url = `data:image/png;base64,${png.toString('base64')}`;
  const gateway = gatewayOf({ source: stubSource(() => picture(url)) });
  const { srcSet } = (await only(gateway.get(JOHN))).picture;
  const small = /(\S+) 80w/.exec(srcSet)?.[1] ?? '';
  const image = Buffer.from(await (await gateway.at(small)).arrayBuffer());
  expect(await sharp(image).metadata()).toMatchObject({ width: 80, height: 80 });
  expect((await sharp(image).stats()).channels.map(({ min }) => min)).toEqual([255, 255, 255]);
});
