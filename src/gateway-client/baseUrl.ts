import { parseUrl } from '../lib/parseUrl.js';
import { explainBaseUrl } from './warnings.js';

/** A placeholder base for a server, where there is no page. Nothing is requested from it. */
export const PLACEHOLDER_ORIGIN = 'http://page.invalid';

/** @throws {TypeError} for an invalid address. The message does not repeat the text, which may hold a password. */
export function checkBaseUrl(baseUrl: unknown): string {
  if (typeof baseUrl === 'string' && baseUrl.trim() !== '' && !/[?#]/.test(baseUrl)) {
    const url = parseUrl(baseUrl, PLACEHOLDER_ORIGIN);
    if (url && isHttp(url) && url.username === '' && url.password === '') return baseUrl;
  }
  let message = 'createGatewaySource needs a valid baseUrl.';
  if (process.env.NODE_ENV !== 'production') message = explainBaseUrl(message);
  throw new TypeError(message);
}

export function isHttp({ protocol }: URL): boolean {
  return /^https?:$/.test(protocol);
}
