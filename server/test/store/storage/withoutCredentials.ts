import { vi } from 'vitest';

/** Leaves the chains of AWS and Google without a credential of this machine: `home` is an empty folder. Ends with `vi.unstubAllEnvs()`. */
export function withoutCredentials(home: string): void {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'GCS_HMAC_ACCESS_ID', 'GCS_HMAC_SECRET'])
    vi.stubEnv(name, '');
  vi.stubEnv('HOME', home);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
}
