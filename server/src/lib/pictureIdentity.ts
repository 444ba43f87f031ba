/** The part of a picture URL that identifies the picture: without the CDN's signature in the query. A `data:` URL is kept whole. */
export function pictureIdentity(url: string): string {
  return /^data:/i.test(url) ? url : (url.split(/[?#]/, 1)[0] ?? url);
}
