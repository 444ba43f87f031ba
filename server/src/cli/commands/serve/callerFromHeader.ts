import { allowBearer } from '../../shared/http/access.js';

export interface CallerHeaderOptions {
  /** The name of the header. */
  header: string;
  /** The secret of the callers. */
  secret: string | undefined;
  /** Whether every request comes through a proxy that sets the header. */
  trustProxy: boolean;
  /** Called for a request whose caller is unknown. */
  onUnknown: () => void;
}

/**
 * Reads the caller of a request from a header that a proxy or a back end sets. It is believed behind `--trust-proxy`, or from a sender of
 * the secret as a bearer token. With the secret in a cookie alone, a browser sends the request, and could name any user. Of a list, the last
 * entry counts, as in `forwarded`. All requests without a caller that is believed count as those of one caller and share its limit: leaving the header
 * out gains nothing.
 */
export function callerFromHeader({
  header,
  secret,
  trustProxy,
  onUnknown,
}: CallerHeaderOptions): (request: Request) => string {
  const hasSecret = secret === undefined ? () => false : allowBearer(secret);
  return (request) => {
    const isBelieved = trustProxy || hasSecret(request);
    const caller = isBelieved ? request.headers.get(header)?.split(',').at(-1)?.trim() : undefined;
    if (caller) return `caller ${caller}`;
    onUnknown();
    return 'unknown';
  };
}
