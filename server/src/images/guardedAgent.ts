import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { isPublicAddress } from './addresses.js';
import { ImageError } from './ImageError.js';

/** Resolves a name to all of its addresses. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface GuardOptions {
  dangerouslyAllowPrivateAddresses: boolean;
  /** The system's resolver by default. */
  resolve?: ResolveHost;
}

/**
 * An undici dispatcher that connects to public addresses only. The check happens inside of the lookup of the connection
 * itself, so the address that was checked is the address that is connected to: a name that resolves differently the
 * second time (DNS rebinding) has no second time. undici, because `fetch` has no other way in between.
 *
 * With `dangerouslyAllowPrivateAddresses` every address is allowed, but plain `http:` only to the private ones.
 */
export function guardedAgent({ dangerouslyAllowPrivateAddresses, resolve = resolveBySystem }: GuardOptions) {
  const connectorFor = (mayConnect: (address: string) => boolean) => {
    const connect = buildConnector({ lookup: guardedLookup(resolve, mayConnect), timeout: 10_000 });
    return (options: buildConnector.Options, callback: buildConnector.Callback) => {
      // A host that is an address already is connected to without any lookup.
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
        // All, not any: which of them the connection takes is up to the network of the moment.
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
    `${hostname} stands for an address that pictures may not be fetched from: it is not a public one.`,
  );
}

const resolveBySystem: ResolveHost = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
