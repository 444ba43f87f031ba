import { InvalidArgumentError } from 'commander';

/**
 * Parses the value of `--host`. Node would listen on all addresses for an empty one, and takes an IPv6 address without the brackets that it
 * has in a URL.
 */
export function parseHost(text: string): string {
  const host = text.trim().replace(/^\[(.*)\]$/, '$1');
  if (host !== '') return host;
  throw new InvalidArgumentError('Use 127.0.0.1, or 0.0.0.0 for all addresses.');
}
