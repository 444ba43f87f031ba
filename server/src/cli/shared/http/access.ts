import { createHash, timingSafeEqual } from 'node:crypto';
import { parse } from 'hono/utils/cookie';
import { MIN_SECRET_LENGTH } from '../../../lib/secretLength.js';
import { CliError } from '../CliError.js';
import { plural } from '../plural.js';
import { placeOfVariable, readVariable, refuseQuotes } from '../wawp/readVariable.js';

const SECRET_COOKIE = 'chat-avatar-secret';

/** Whether a server on this host is reachable from this machine only. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Allows requests with the secret, as a bearer token or in a cookie. */
export function allowSecret(secret: string): (request: Request) => boolean {
  return allowSent(secret, ({ headers }) => {
    return bearerOf(headers) ?? parse(headers.get('cookie') ?? '', SECRET_COOKIE)[SECRET_COOKIE];
  });
}

/** Allows requests with the secret as a bearer token. */
export function allowBearer(secret: string): (request: Request) => boolean {
  return allowSent(secret, ({ headers }) => bearerOf(headers));
}

function allowSent(secret: string, sentWith: (request: Request) => string | undefined) {
  const expected = digest(secret);
  return (request: Request) => {
    const sent = sentWith(request);
    return sent !== undefined && timingSafeEqual(digest(sent), expected);
  };
}

function bearerOf(headers: Headers): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1];
}

/**
 * Allows requests with a loopback name, or the host of `publicOrigin`, as `Host`. Protects against DNS rebinding: a foreign site
 * can point its own name to 127.0.0.1 and become same-origin with the gateway, but it cannot change the `Host` header.
 */
export function allowHosts(
  publicOrigin: string | undefined,
  onRefused: (host: string) => void,
): (request: Request) => boolean {
  const publicHost = publicOrigin && new URL(publicOrigin).host;
  return (request) => {
    const { host, hostname } = new URL(request.url);
    if (isLoopbackHost(hostname) || host === publicHost) return true;
    onRefused(host);
    return false;
  };
}

/**
 * A secret from the environment variable `name`. `undefined` if it is not set.
 *
 * @throws {CliError} if it is empty, too short to resist guessing, or has a character that HTTP headers change.
 */
export function readSecret(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const secret = readVariable(name, environment);
  const advice = 'such as the output of `openssl rand -hex 32`.';
  if (secret === undefined) {
    const empty = [name, `${name}_FILE`].find((variable) => environment[variable] !== undefined);
    if (empty === undefined) return undefined;
    const value = empty === name ? 'at least' : 'the path of a file with at least';
    // Usually a variable of another file that was not found. Without its secret, the gateway would be open.
    throw new CliError(
      `${empty} is set, but empty. Set it to ${value} ${MIN_SECRET_LENGTH} random characters, ${advice} To do without it, remove the variable.`,
    );
  }
  refuseQuotes(secret, placeOfVariable(name, environment));
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new CliError(
      `${placeOfVariable(name, environment)} contains a character that HTTP headers do not transmit unchanged. Use printable ASCII characters without spaces, ${advice}`,
    );
  }
  if (secret.length < MIN_SECRET_LENGTH) {
    throw new CliError(
      `${placeOfVariable(name, environment)} has ${plural(secret.length, 'character')}, which can be guessed. Use at least ${MIN_SECRET_LENGTH} random characters, ${advice}`,
    );
  }
  return secret;
}

/** A hash, because `timingSafeEqual` needs inputs of equal length. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
