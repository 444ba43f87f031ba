import { hash } from '../hash.js';

/** The fault with which the CDN answers in place of the picture. */
export type ImageFault = 'none' | 'broken' | 'html' | 'slow';

/** The content of a picture's path. The CDN stores nothing, so that a URL stays good after a restart. */
export interface PictureFile {
  /** The hash of the chat id. */
  seed: number;
  /** How often the chat has changed its picture. */
  version: number;
  fault: ImageFault;
}

const FOLDER = '/v/t61.24694-24/';
const FAULTS: readonly ImageFault[] = ['none', 'broken', 'html', 'slow'];
const PATH = /^\/v\/t61\.24694-24\/(\d{1,10})_([1-4])(\d{4})\d+_\d+_n\.jpg$/;
const PREVIEW = 'dst-jpg_s96x96';

export function isCdnPath(pathname: string): boolean {
  return pathname.startsWith('/v/');
}

function pathOf({ seed, version, fault }: PictureFile): string {
  const number = String(version % 10_000).padStart(4, '0');
  const digits = (salt: number, length: number) =>
    `${hash(`${seed}/${version}`, salt)}${hash(`${seed}/${version}`, salt + 1)}`
      .padEnd(length, '7')
      .slice(0, length);
  return `${FOLDER}${seed}_${FAULTS.indexOf(fault) + 1}${number}${digits(1, 12)}_${digits(3, 19)}_n.jpg`;
}

export function readPicturePath(pathname: string): PictureFile | undefined {
  const [, seed, fault, version] = PATH.exec(pathname) ?? [];
  const known = FAULTS[Number(fault) - 1];
  return known && { seed: Number(seed), version: Number(version), fault: known };
}

export interface SignOptions {
  /** When the URL expires, in ms since the epoch. */
  expiresAt: number;
  /** Makes each signature differ from the previous one. */
  nonce: number;
  preview?: boolean;
}

/**
 * The path and query of a signed URL, as WhatsApp's CDN has them: `oh` is the signature, `oe` the expiry in hexadecimal seconds.
 * The origin is not signed; the API adds it when it answers.
 */
export function signPictureUrl(file: PictureFile, { expiresAt, nonce, preview }: SignOptions): string {
  const url = new URL(pathOf(file), 'https://pps.whatsapp.net');
  const expiry = Math.floor(expiresAt / 1000);
  if (preview) url.searchParams.set('stp', `${PREVIEW}_tt6`);
  url.searchParams.set('ccb', '11-4');
  url.searchParams.set('oh', '');
  url.searchParams.set('oe', expiry.toString(16).toUpperCase().padStart(8, '0'));
  url.searchParams.set('_nc_sid', '5e03e0');
  url.searchParams.set('_nc_cat', String(100 + (file.seed % 12)));
  url.searchParams.set('oh', signatureOf(url, nonce.toString(36).padStart(6, '0')));
  return `${url.pathname}${url.search}`;
}

/** The CDN checks the signature first, then the expiry, and only then looks for the picture. */
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

/** A checksum of the path and of every other parameter. It detects changes like WhatsApp's, and is not cryptographic. */
function signatureOf(url: URL, nonce: string): string {
  const signed = [...url.searchParams].filter(([name]) => name !== 'oh').map((pair) => pair.join('='));
  const text = [nonce, url.pathname, ...signed].join('&');
  const parts = [11, 12, 13, 14].map((salt) => hash(text, salt).toString(36).padStart(7, '0'));
  return `${SCHEME}${nonce}${parts.join('')}`;
}
