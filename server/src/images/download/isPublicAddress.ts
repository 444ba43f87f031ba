import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The only range that IANA assigns to the public IPv6 internet (RFC 4291 §2.4). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * SSRF protection: whether an IP address is public. Private, loopback, link-local, multicast, reserved and carrier-grade ranges
 * are not. Neither is an address that contains another one (IPv4-mapped, 6to4, NAT64, Teredo), because the inner address
 * may be private, nor a text that is not an IP address. `ipaddr.js` has the ranges of IANA's registries.
 */
export function isPublicAddress(address: string): boolean {
  // `isIP` first, because `ipaddr.js` also parses "0x7f.1" and "2130706433". An address with a zone (`%eth0`) is never public.
  if (isIP(address) === 0 || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST);
}
