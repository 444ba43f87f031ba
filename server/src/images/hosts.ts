/** Where WhatsApp serves profile pictures from (seen in the wild: `pps.whatsapp.net`, `media-…cdn.whatsapp.net`). */
export const DEFAULT_IMAGE_HOSTS: readonly string[] = ['pps.whatsapp.net', '*.cdn.whatsapp.net'];

/** Whether a URL's host is on the list. It looks at the host and the port, at nothing else. */
export type HostMatcher = (url: URL) => boolean;

interface Pattern {
  host: string;
  /** As in `URL.port`: empty for the scheme's own. `undefined` leaves the port to the caller's rule. */
  port: string | undefined;
  subdomains: boolean;
}

/**
 * Makes a matcher of patterns such as `pps.whatsapp.net`, `*.cdn.whatsapp.net` (any subdomain, but not the domain
 * itself), `127.0.0.1` or `cdn.example.com:8443`.
 *
 * @throws {TypeError} for a pattern that names no host, or too many of them: `*`, `*.com`, a URL, a path.
 */
export function compileImageHosts(patterns: readonly string[]): HostMatcher {
  const compiled = patternsOf(patterns);
  return (url) => compiled.some((pattern) => matches(pattern, url));
}

/** Whether the list names this port itself. A port that nobody named is only taken when it is the scheme's own. */
export function namesPort(patterns: readonly string[], url: URL): boolean {
  return patternsOf(patterns).some(
    (pattern) => pattern.port !== undefined && pattern.port === url.port && matches(pattern, url),
  );
}

/** One list serves for as long as its gateway runs, and is asked at every request and redirect. */
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
  // An IPv6 address may come without its brackets: two colons never stand in a host with a port.
  const authority = /^[\da-f:.]*:[\da-f:.]*:[\da-f:.]*$/i.test(text) ? `[${text}]` : text;
  const url = /^[\w.:[\]\-\u0080-\u{10ffff}]+$/u.test(authority) ? parseAuthority(authority) : undefined;
  if (url === undefined || (subdomains && !isDomain(url.hostname))) {
    throw new TypeError(
      `${JSON.stringify(pattern)} is not a host that pictures may come from. Write "pps.whatsapp.net", ` +
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

/** A domain that one organisation may own: a name of two labels or more, and no address. */
function isDomain(hostname: string): boolean {
  return /^[^.:[\]]+(\.[^.:[\]]+)+$/.test(hostname) && !/\.\d+$/.test(hostname);
}
