import type { Sharp, SharpOptions } from 'sharp';

type Method = 'autoOrient' | 'avif' | 'flatten' | 'jpeg' | 'raw' | 'resize' | 'webp';

/** A call of a method of sharp, as data that another process can repeat. */
export type SharpCall = readonly [method: Method, options?: object];

/** Pixels or an encoded image. */
export interface Rendered {
  data: Uint8Array;
  info: { channels: 1 | 2 | 3 | 4 };
}

/** The header of an image. */
export interface Header {
  format: string | undefined;
  /** In px, with the orientation applied. */
  width: number;
  height: number;
}

export type SharpFactory = (bytes: Uint8Array, options?: SharpOptions) => Sharp;

/** Of a picture with any number of pixels: the caller reports too many of them. */
export async function readHeader(sharp: SharpFactory, bytes: Uint8Array): Promise<Header> {
  const { format, autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return { format, width: autoOrient.width, height: autoOrient.height };
}

export function render(
  sharp: SharpFactory,
  bytes: Uint8Array,
  options: SharpOptions,
  calls: readonly SharpCall[],
): Promise<Rendered> {
  let image = sharp(bytes, options);
  for (const [method, value] of calls)
    image = (image[method] as (value?: object) => Sharp).call(image, value);
  return image.toBuffer({ resolveWithObject: true });
}
