import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate, type SubjectAltNameEntry } from 'selfsigned';

export interface Certificate {
  /** The path of the certificate. */
  cert: string;
  /** The path of its key. */
  key: string;
}

type Options = NonNullable<Parameters<typeof generate>[1]>;

/** A certificate authority of the test's own. */
export async function createAuthority(folder: string, name: string) {
  const extensions: Options['extensions'] = [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, digitalSignature: true },
  ];
  return write(folder, name, { extensions });
}

/** The certificate of a server for this name. */
export async function createCertificate(
  folder: string,
  authority: { pem: NonNullable<Options['ca']> },
  name: SubjectAltNameEntry,
): Promise<Certificate> {
  const extensions: Options['extensions'] = [{ name: 'subjectAltName', altNames: [name] }];
  return write(folder, `server-${name.type}`, { extensions, ca: authority.pem });
}

async function write(folder: string, name: string, options: Options) {
  const attributes = [{ name: 'commonName', value: name }];
  const pem = await generate(attributes, { keyType: 'ec', algorithm: 'sha256', ...options });
  const paths = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  await Promise.all([writeFile(paths.cert, pem.cert), writeFile(paths.key, pem.private)]);
  return { ...paths, pem: { cert: pem.cert, key: pem.private } };
}
