import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** All that IANA has given to the public IPv6 internet (RFC 4291 §2.4): what lies outside is some network's own. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of a public host. Private, loopback, link-local, multicast, reserved and carrier-grade
 * ranges are not, nor is an address that wraps another one (IPv4-mapped, 6to4, NAT64, Teredo): the inner one could be
 * anything. What cannot be parsed is not public. `ipaddr.js` knows the ranges of IANA's registries.
 */
export function isPublicAddress(address: string): boolean {
  // Strict first: `ipaddr.js` also reads "0x7f.1" and "2130706433", and an address with a zone (`%eth0`) is never public.
  if (isIP(address) === 0 || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST);
}
