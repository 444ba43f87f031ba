/** The URL, or `undefined` where `new URL()` throws. `URL.canParse` is missing before Safari 17, Chrome 120 and Firefox 115. */
export function parseUrl(url: string, base?: string | URL): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}
