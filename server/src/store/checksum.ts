import { createHash } from 'node:crypto';

const LENGTH = 32;

/**
 * Appends the SHA-256 of the bytes. A resized picture is not stored under its own hash, so this detects a torn write. Image
 * viewers ignore bytes after the image.
 */
export function appendChecksum(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, digest(bytes)]);
}

/** The bytes without their checksum, or `undefined` if the checksum does not match. */
export function verifyChecksum(stored: Uint8Array): Uint8Array | undefined {
  const bytes = stored.subarray(0, Math.max(0, stored.byteLength - LENGTH));
  return digest(bytes).equals(stored.subarray(bytes.byteLength)) ? bytes : undefined;
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
