import { StoreError } from '../StoreError.js';

const ADVICE: Record<string, string> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'It names another host: use the name that is in it.',
  CERT_HAS_EXPIRED: 'It has expired: renew it, and check the date of this machine.',
  CERT_NOT_YET_VALID: 'It is not valid yet: check the date of this machine.',
};
const UNTRUSTED =
  'Its issuer is not known here: start this process with NODE_EXTRA_CA_CERTS, the path of the certificate of its CA.';

/** OpenSSL's codes of a certificate that was refused. */
const UNTRUSTED_CODE =
  /\b(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE|CERT_REVOKED|CERT_REJECTED)\b/;

/** The error of a server with a refused certificate. `undefined`: another error. Waiting does not end it. */
export function tlsFault(error: Error): StoreError | undefined {
  const code = codeOf(error);
  const isUntrusted = UNTRUSTED_CODE.test(code) || /\bself[- ]signed certificate\b/i.test(error.message);
  if (isUntrusted || Object.hasOwn(ADVICE, code)) {
    const shown = code === '' ? '' : ` (${code})`;
    return new StoreError(
      'refused',
      `The TLS certificate of the picture store is refused. ${ADVICE[code] ?? UNTRUSTED}${shown}`,
    );
  }
  if (!/^(?:EPROTO|ERR_SSL_\w+)$/.test(code)) return undefined;
  return new StoreError(
    'refused',
    `The picture store does not speak TLS on this port, or not a version that is safe. Use redis:// or the TLS port. (${code})`,
  );
}

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';
