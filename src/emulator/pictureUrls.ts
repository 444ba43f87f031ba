import type { EmulatorComplexion, EmulatorPictureKind } from './EmulatorChat.js';
import { hash } from './hash.js';

/** What the CDN does instead of serving the picture. */
export type ImageFault = 'none' | 'broken' | 'html' | 'slow';

/** Everything that a picture's path says, so that the CDN needs no memory and a URL outlives a restart. */
export interface PictureFile {
  /** Whose picture it is. */
  person: number;
  /** Which of the person's pictures it is. */
  version: number;
  kind: EmulatorPictureKind;
  /** `undefined` for any. */
  complexion: EmulatorComplexion | undefined;
  fault: ImageFault;
}

const FOLDER = '/v/t61.24694-24/';
const KINDS: readonly EmulatorPictureKind[] = ['woman', 'man', 'group'];
const FAULTS: readonly ImageFault[] = ['none', 'broken', 'html', 'slow'];
const COMPLEXIONS: readonly (EmulatorComplexion | undefined)[] = [
  undefined,
  'fair',
  'olive',
  'golden',
  'brown',
  'deep',
];
const PATH = /^\/v\/t61\.24694-24\/(\d{1,10})_([1-9])(\d)(\d)(\d{4})\d+_\d+_n\.jpg$/;
const PREVIEW = 'dst-jpg_s96x96';

export function isCdnPath(pathname: string): boolean {
  return pathname.startsWith('/v/');
}

function pathOf({ person, version, kind, complexion, fault }: PictureFile): string {
  const number = String(version % 10_000).padStart(4, '0');
  const what = `${KINDS.indexOf(kind) + 1}${FAULTS.indexOf(fault)}${COMPLEXIONS.indexOf(complexion)}${number}`;
  const digits = (seed: number, length: number) =>
    `${hash(`${person}/${version}`, seed)}${hash(`${person}/${version}`, seed + 1)}`
      .padEnd(length, '7')
      .slice(0, length);
  return `${FOLDER}${person}_${what}${digits(1, 10)}_${digits(3, 19)}_n.jpg`;
}

export function readPicturePath(pathname: string): PictureFile | undefined {
  const [, person, kind, fault, complexion, version] = PATH.exec(pathname) ?? [];
  const file = {
    person: Number(person),
    version: Number(version),
    kind: KINDS[Number(kind) - 1],
    complexion: COMPLEXIONS[Number(complexion)],
    fault: FAULTS[Number(fault)],
  };
  return file.kind && file.fault ? { ...file, kind: file.kind, fault: file.fault } : undefined;
}

export interface SignOptions {
  origin: string;
  /** When the URL dies, in ms since the epoch. */
  expiresAt: number;
  /** What makes this signature another than the one before. */
  nonce: number;
  preview?: boolean;
}

/** A URL as WhatsApp's CDN has them: everything before and after the `?` is signed, and `oe` is its expiry. */
export function signPictureUrl(
  file: PictureFile,
  { origin, expiresAt, nonce, preview }: SignOptions,
): string {
  const url = new URL(pathOf(file), origin);
  const expiry = Math.floor(expiresAt / 1000);
  if (preview) url.searchParams.set('stp', `${PREVIEW}_tt6`);
  url.searchParams.set('ccb', '11-4');
  url.searchParams.set('oh', '');
  url.searchParams.set('oe', expiry.toString(16).toUpperCase().padStart(8, '0'));
  url.searchParams.set('_nc_sid', '5e03e0');
  url.searchParams.set('_nc_cat', String(100 + (file.person % 12)));
  url.searchParams.set('oh', signatureOf(url, nonce.toString(36).padStart(6, '0')));
  return url.href;
}

/** What the CDN finds out of a URL before it looks for the picture. */
export function checkPictureUrl(url: URL, now: number): 'good' | 'mismatch' | 'expired' {
  const signature = url.searchParams.get('oh') ?? '';
  if (signature !== signatureOf(url, signature.slice(SCHEME.length, SCHEME.length + 6))) return 'mismatch';
  const expiry = Number.parseInt(url.searchParams.get('oe') ?? '', 16);
  return expiry * 1000 > now ? 'good' : 'expired';
}

export function isPreview(url: URL): boolean {
  return url.searchParams.get('stp')?.startsWith(PREVIEW) ?? false;
}

const SCHEME = '01_';

/** Over the path and every other parameter. It keeps nobody out, it only behaves like the real one. */
function signatureOf(url: URL, nonce: string): string {
  const signed = [...url.searchParams].filter(([name]) => name !== 'oh').map((pair) => pair.join('='));
  const text = [nonce, url.pathname, ...signed].join('&');
  const parts = [11, 12, 13, 14].map((seed) => hash(text, seed).toString(36).padStart(7, '0'));
  return `${SCHEME}${nonce}${parts.join('')}`;
}
