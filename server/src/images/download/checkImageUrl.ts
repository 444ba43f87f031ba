import { ImageError } from '../ImageError.js';
import { compileImageHosts, namesPort } from './compileImageHosts.js';

/**
 * SSRF protection: parses a URL and checks its scheme, host and port before a request is sent. Repeated for every redirect.
 *
 * @throws {ImageError} `url-not-allowed` or `host-not-allowed`.
 */
export function checkImageUrl(
  text: string,
  imageHosts: readonly string[],
  dangerouslyAllowPrivateAddresses: boolean,
  base?: URL,
): URL {
  if (!URL.canParse(text, base))
    throw new ImageError(
      'url-not-allowed',
      'The picture URL is not a valid URL. Check what the source returns for this chat.',
    );
  const url = new URL(text, base);
  const plainHttp = url.protocol === 'http:' && dangerouslyAllowPrivateAddresses;
  if (url.protocol !== 'https:' && !plainHttp) {
    throw new ImageError(
      'url-not-allowed',
      `The picture URL has the scheme ${url.protocol}. Only https: is allowed${url.protocol === 'http:' ? ', except from private addresses with dangerouslyAllowPrivateAddresses' : ''}. Check what the source returns for this chat.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ImageError(
      'url-not-allowed',
      `The picture URL on ${url.hostname} contains a user name or password, which is not allowed. Check what the source returns for this chat.`,
    );
  }
  if (!compileImageHosts(imageHosts)(url)) {
    throw new ImageError(
      'host-not-allowed',
      `Pictures from ${url.host} are not allowed. Add the host to imageHosts if you trust it.`,
    );
  }
  if (url.port !== '' && !dangerouslyAllowPrivateAddresses && !namesPort(imageHosts, url)) {
    throw new ImageError(
      'url-not-allowed',
      `Pictures from port ${url.port} of ${url.hostname} are not allowed. Add the port to its entry in imageHosts if you trust it.`,
    );
  }
  return url;
}
