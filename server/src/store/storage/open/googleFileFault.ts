import { systemCode } from '../../../lib/systemCode.js';

/** Of Google's library, followed by the reason. */
const UNREADABLE = /^Unable to read the credential file/;

/**
 * What is wrong with the file of `GOOGLE_APPLICATION_CREDENTIALS`, by the error of Google's library; `undefined` for other errors. Without the
 * library's own words: those about JSON quote the file.
 */
export function googleFileFault(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (isKeyError(thrown)) return 'has a private key that cannot be used';
  if (!UNREADABLE.test(thrown.message)) return undefined;
  const [, field] = /does not contain an? (\w+) field/.exec(thrown.message) ?? [];
  if (field !== undefined) return `has no field ${field}`;
  if (thrown instanceof SyntaxError) return 'is not JSON';
  if (/does not exist, or it is not a file/.test(thrown.message))
    return `does not exist, or is no file${systemCode(thrown)}`;
  return `cannot be used${systemCode(thrown)}`;
}

/** Of OpenSSL, when the request for a token is signed. */
function isKeyError(error: Error & { code?: unknown }): boolean {
  return typeof error.code === 'string' && error.code.startsWith('ERR_OSSL_');
}
