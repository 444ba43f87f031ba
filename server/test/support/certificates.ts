import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const openssl = (...args: string[]) => run('openssl', args);

export interface Certificate {
  /** The path of the certificate. */
  cert: string;
  /** The path of its key. */
  key: string;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** A certificate authority of the test's own. */
export async function createAuthority(folder: string, name: string): Promise<Certificate> {
  const paths = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  const subject = ['-subj', `/CN=${name}`, '-days', '2', '-keyout', paths.key, '-out', paths.cert];
  await openssl('req', '-x509', ...NEW_KEY, ...subject);
  return paths;
}

/** The certificate of a server. `names` are as in OpenSSL: `IP:127.0.0.1` or `DNS:redis.test`. */
export async function createCertificate(
  folder: string,
  authority: Certificate,
  names: string,
): Promise<Certificate> {
  const file = join(folder, names.replace(/\W/g, '-'));
  const paths = { cert: `${file}.pem`, key: `${file}.key` };
  await writeFile(`${file}.ext`, `subjectAltName=${names}\n`);
  await openssl('req', ...NEW_KEY, '-subj', '/CN=server', '-keyout', paths.key, '-out', `${file}.csr`);
  const issuer = ['-CA', authority.cert, '-CAkey', authority.key, '-CAcreateserial'];
  const files = ['-in', `${file}.csr`, '-extfile', `${file}.ext`, '-out', paths.cert];
  await openssl('x509', '-req', ...issuer, ...files, '-days', '2');
  return paths;
}
