/**
 * The address of the Wawp API.
 *
 * @throws {TypeError} for anything but an `http(s):` address without credentials, query and fragment.
 */
export function readBaseUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new TypeError(
      `createWawpClient needs a baseUrl such as "https://api.wawp.net", but this one is not an address.`,
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new TypeError(`createWawpClient needs a baseUrl that begins with https://, not ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new TypeError(
      'createWawpClient takes no credentials in baseUrl: pass instanceId and accessToken instead.',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new TypeError(
      'createWawpClient takes no query and no fragment in baseUrl: remove what begins with "?" or "#".',
    );
  }
  return url;
}

/**
 * The address of an endpoint. A path of the base URL stays in front of it. On the host of the base URL whatever that path is: resolved
 * as a reference, `//` would begin another host, which would get the token.
 */
export function endpointUrl({ origin, pathname }: URL, path: string): URL {
  let folder = pathname;
  while (folder.endsWith('/')) folder = folder.slice(0, -1);
  return new URL(origin + folder + path);
}
