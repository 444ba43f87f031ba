/** The hosts that serve WhatsApp's profile pictures (observed: `pps.whatsapp.net`, `media-…cdn.whatsapp.net`). */
export const DEFAULT_IMAGE_HOSTS: readonly string[] = ['pps.whatsapp.net', '*.cdn.whatsapp.net'];

/** Whether a URL's host and port are on the list. */
export type HostMatcher = (url: URL) => boolean;

interface Pattern {
  host: string;
  /** As in `URL.port`: empty for the scheme's default. `undefined` if the pattern has no port: the caller decides. */
  port: string | undefined;
  subdomains: boolean;
}

/**
 * Creates a matcher for patterns such as `pps.whatsapp.net`, `*.cdn.whatsapp.net` (any subdomain, but not the domain
 * itself), `127.0.0.1` or `cdn.example.com:8443`.
 *
 * @throws {TypeError} for a pattern without a host, or with too many hosts: `*`, `*.com`, a URL, a path.
 */
export function compileImageHosts(patterns: readonly string[]): HostMatcher {
  const compiled = patternsOf(patterns);
  return (url) => compiled.some((pattern) => matches(pattern, url));
}

/** Whether the list contains this host with this port. Other ports than the scheme's default must be listed. */
export function namesPort(patterns: readonly string[], url: URL): boolean {
  return patternsOf(patterns).some(
    (pattern) => pattern.port !== undefined && pattern.port === url.port && matches(pattern, url),
  );
}

/** Parsed once for each list, because the list is checked for every request and redirect. */
const parsed = new WeakMap<readonly string[], readonly Pattern[]>();

function patternsOf(patterns: readonly string[]): readonly Pattern[] {
  const known = parsed.get(patterns) ?? patterns.map(parsePattern);
  parsed.set(patterns, known);
  return known;
}

function matches({ host, port, subdomains }: Pattern, url: URL): boolean {
  if (port !== undefined && port !== url.port) return false;
  return subdomains ? url.hostname.endsWith(`.${host}`) : url.hostname === host;
}

function parsePattern(pattern: string): Pattern {
  const subdomains = pattern.startsWith('*.');
  const text = subdomains ? pattern.slice(2) : pattern;
  // Brackets of an IPv6 address are optional: a host with a port never contains two colons.
  const isAddress = /^[\da-f:.]*$/i.test(text) && text.indexOf(':') !== text.lastIndexOf(':');
  const authority = isAddress ? `[${text}]` : text;
  const url = /^[\w.:[\]\-\u0080-\u{10ffff}]+$/u.test(authority) ? parseAuthority(authority) : undefined;
  if (url === undefined || (subdomains && !isDomain(url.hostname))) {
    throw new TypeError(
      `${JSON.stringify(pattern)} is not a valid image host. Write "pps.whatsapp.net", ` +
        '"*.cdn.whatsapp.net" or "cdn.example.com:8443".',
    );
  }
  const port = /:(\d+)$/.exec(authority)?.[1];
  return { host: url.hostname, port: port === undefined ? undefined : url.port, subdomains };
}

function parseAuthority(authority: string): URL | undefined {
  const url = URL.canParse(`https://${authority}`) ? new URL(`https://${authority}`) : undefined;
  return url?.pathname === '/' && /[^.]/.test(url.hostname) ? url : undefined;
}

/** A domain that one organisation can own: a name of at least two labels, and not an IP address. */
function isDomain(hostname: string): boolean {
  return /^[^.:[\]]+(\.[^.:[\]]+)+$/.test(hostname) && !/\.\d+$/.test(hostname);
}
