import { createHash } from 'node:crypto';

const LENGTH = 32;

/**
 * Bytes with their SHA-256 behind them: a resized picture is not kept under its own hash, yet must not be served torn. At
 * the end, where no image viewer looks.
 */
export function seal(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, digest(bytes)]);
}

/** The bytes that were sealed, or `undefined` if they are not whole. */
export function unseal(sealed: Uint8Array): Uint8Array | undefined {
  const bytes = sealed.subarray(0, Math.max(0, sealed.byteLength - LENGTH));
  return digest(bytes).equals(sealed.subarray(bytes.byteLength)) ? bytes : undefined;
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
