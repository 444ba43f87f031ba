import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { ImageError } from '../ImageError.js';
import { isPublicAddress } from './isPublicAddress.js';

/** Resolves a host name to all of its addresses. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface GuardOptions {
  dangerouslyAllowPrivateAddresses: boolean;
  /** The system's resolver by default. */
  resolve?: ResolveHost;
}

/**
 * SSRF protection: an undici dispatcher that connects to public addresses only. The check runs in the lookup of the connection
 * itself, so that the checked address is the one that is connected to, and DNS rebinding has no second lookup to change.
 * undici, because the global `fetch` has no option for this.
 *
 * With `dangerouslyAllowPrivateAddresses`, every address is allowed, but plain `http:` only to private ones.
 */
export function guardedAgent({ dangerouslyAllowPrivateAddresses, resolve = resolveBySystem }: GuardOptions) {
  const connectorFor = (mayConnect: (address: string) => boolean) => {
    const connect = buildConnector({ lookup: guardedLookup(resolve, mayConnect), timeout: 10_000 });
    return (options: buildConnector.Options, callback: buildConnector.Callback) => {
      // A host that is an IP address is connected to without a lookup.
      const literal = options.hostname.replace(/^\[(.*)\]$/, '$1');
      if (isIP(literal) !== 0 && !mayConnect(literal)) return callback(refusal(options.hostname), null);
      return connect(options, callback);
    };
  };
  const connectTls = connectorFor((address) => dangerouslyAllowPrivateAddresses || isPublicAddress(address));
  const connectPlain = connectorFor(
    (address) => dangerouslyAllowPrivateAddresses && !isPublicAddress(address),
  );

  return new Agent({
    connect: (options, callback) =>
      options.protocol === 'https:' ? connectTls(options, callback) : connectPlain(options, callback),
    maxHeaderSize: 16_384,
  });
}

function guardedLookup(resolve: ResolveHost, mayConnect: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        // All, not any: the connection may use each of them.
        if (first === undefined || !addresses.every(({ address }) => mayConnect(address))) {
          callback(refusal(hostname), '');
        } else if (options.all) {
          callback(null, [...addresses]);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ''),
    );
  };
}

function refusal(hostname: string): ImageError {
  return new ImageError(
    'address-not-allowed',
    `${hostname} resolves to an address that is not public. Pictures are downloaded from public addresses only, except with dangerouslyAllowPrivateAddresses. Check the name servers of this machine: a filter or a VPN may answer so.`,
  );
}

const resolveBySystem: ResolveHost = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
