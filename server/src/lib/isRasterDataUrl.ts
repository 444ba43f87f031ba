const RASTER_DATA = /^data:image\/(?:jpe?g|png|webp|gif|avif|bmp|x-icon)[;,]/i;

/** Whether a `data:` URL is an image in a format that cannot carry script or outside references, as SVG can. */
export function isRasterDataUrl(url: string): boolean {
  return RASTER_DATA.test(url);
}
