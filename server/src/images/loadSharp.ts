import { ImageError } from './ImageError.js';

type Sharp = typeof import('sharp').default;

/** Tests replace it. */
type ImportSharp = () => Promise<{ default: Sharp }>;

let loaded: Sharp | undefined;

/**
 * Lazy loading. Imports sharp when the first image is decoded, so that a server without sharp's binary for its platform
 * starts and answers JSON. The next call repeats a failed import.
 *
 * @throws {ImageError} `no-decoder`, with the command that installs sharp.
 */
export async function loadSharp(importSharp: ImportSharp = () => import('sharp')): Promise<Sharp> {
  if (loaded) return loaded;
  try {
    const { default: sharp } = await importSharp();
    // libvips would keep up to 50 MB of former operations, for images that are decoded once.
    sharp.cache(false);
    loaded = sharp;
    return sharp;
  } catch (cause) {
    const { platform, arch } = process;
    throw new ImageError(
      'no-decoder',
      `Pictures cannot be decoded, because sharp cannot be loaded on ${platform}-${arch}. Install it on the machine that ` +
        `runs this process: npm install --include=optional --os=${platform} --cpu=${arch} sharp`,
      { cause },
    );
  }
}
