/** The part of a picture URL that stays the same when the CDN signs it anew: all of a `data:` URL. */
export function pictureIdentity(url: string): string {
  return /^data:/i.test(url) ? url : (url.split(/[?#]/, 1)[0] ?? url);
}
