import { compileImageHosts, namesPort } from './hosts.js';
import { ImageError } from './ImageError.js';

/**
 * Whether a URL may be fetched at all, before anything is sent. Asked again at every redirect.
 *
 * @throws {ImageError} `url-not-allowed` or `host-not-allowed`.
 */
export function checkImageUrl(
  text: string,
  imageHosts: readonly string[],
  dangerouslyAllowPrivateAddresses: boolean,
  base?: URL,
): URL {
  if (!URL.canParse(text, base)) throw new ImageError('url-not-allowed', 'The picture URL is not a URL.');
  const url = new URL(text, base);
  const plainHttp = url.protocol === 'http:' && dangerouslyAllowPrivateAddresses;
  if (url.protocol !== 'https:' && !plainHttp) {
    throw new ImageError('url-not-allowed', `Pictures are fetched over https:, not over ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new ImageError(
      'url-not-allowed',
      `The picture URL on ${url.hostname} holds a user name or password.`,
    );
  }
  if (!compileImageHosts(imageHosts)(url)) {
    throw new ImageError(
      'host-not-allowed',
      `Pictures may not come from ${url.host}: it is not among imageHosts.`,
    );
  }
  if (url.port !== '' && !dangerouslyAllowPrivateAddresses && !namesPort(imageHosts, url)) {
    throw new ImageError(
      'url-not-allowed',
      `Pictures may not come from port ${url.port} of ${url.hostname}.`,
    );
  }
  return url;
}
