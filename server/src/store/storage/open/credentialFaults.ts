import { StoreError } from '../StoreError.js';
import { type DescribeFault, SilentSource } from './CredentialCache.js';
import { googleFileFault } from './googleFileFault.js';

const FIX_OF_AWS =
  'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or give this machine a role.';
const FIX_OF_GOOGLE =
  'Set GOOGLE_APPLICATION_CREDENTIALS, or GCS_HMAC_ACCESS_ID and GCS_HMAC_SECRET, or run on Google Cloud with a service account.';

/** Variables that name a source. The error of the AWS chain does not say whether there is one that failed. */
const SOURCES = /^AWS_(?:CONTAINER_CREDENTIALS_\w+|EC2_METADATA_SERVICE_ENDPOINT|WEB_IDENTITY_TOKEN_FILE)$/;

/** The error of Google's library where it finds no source. */
const NO_GOOGLE_SOURCE = /^Could not load the default credentials/;

/** The error of AWS's chain: names the fix in place of the chain's own errors, which list every place that was searched. */
export const awsFault: DescribeFault = (thrown, isRenewal) => {
  const isChainAtEnd = thrown instanceof Error && thrown.name === 'CredentialsProviderError';
  const isMissing = codeOf(thrown) === 'ENOENT' || (isChainAtEnd && !namesSource());
  return faultOf(thrown, !isRenewal && isMissing, FIX_OF_AWS);
};

const namesSource = () => Object.entries(process.env).some(([name, value]) => value && SOURCES.test(name));

/** The error of Google's library. */
export const googleFault: DescribeFault = (thrown, isRenewal) => {
  const fault = googleFileFault(thrown);
  if (fault !== undefined) {
    // It may be replaced while the process runs.
    return new StoreError(
      isRenewal ? 'unreachable' : 'missing-credentials',
      `The picture store needs credentials: the file that GOOGLE_APPLICATION_CREDENTIALS names ${fault}. Write the key of a service account or the configuration of a workload into it.`,
    );
  }
  const isMissing = thrown instanceof Error && NO_GOOGLE_SOURCE.test(thrown.message);
  return faultOf(thrown, !isRenewal && isMissing, FIX_OF_GOOGLE);
};

/** Without the error of the library as its cause, which has tokens and answers of the source. */
function faultOf(thrown: unknown, isMissing: boolean, fix: string): StoreError {
  const status = statusOf(thrown);
  const reason = thrown instanceof SilentSource ? thrown.message : (status ?? codeOf(thrown));
  const shown = reason === undefined ? '' : ` (${reason})`;
  if (isMissing) {
    return new StoreError(
      'missing-credentials',
      `The picture store needs credentials, and none can be loaded. ${fix}${shown}`,
    );
  }
  if (status === undefined || isTransient(status)) {
    return new StoreError(
      'unreachable',
      `The service that issues the credentials of the picture store fails, and is asked again within seconds. Check the metadata service of the machine, the agent of the container or the token service.${shown}`,
    );
  }
  return new StoreError(
    'wrong-credentials',
    `The service that issues the credentials of the picture store refuses this workload. Check its role and trust policy, or its service account.${shown}`,
  );
}

const isTransient = (status: number) => status < 400 || status === 408 || status === 429 || status >= 500;

/** Of the source's answer. */
function statusOf(thrown: unknown): number | undefined {
  const { status, $metadata } = (thrown ?? {}) as {
    status?: unknown;
    $metadata?: { httpStatusCode?: unknown };
  };
  const found = status ?? $metadata?.httpStatusCode;
  return typeof found === 'number' ? found : undefined;
}

/** Of the system, such as `ECONNREFUSED`. */
function codeOf(thrown: unknown): string | undefined {
  const { code } = (thrown ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : undefined;
}
