import { createHmac } from 'node:crypto';
import type { PictureSource } from 'chat-avatar/wawp';
import { CliError } from '../../shared/CliError.js';
import { readSecret } from '../../shared/http/access.js';
import { placeOfStore } from '../../shared/placeOfStore.js';
import { createInstanceSource } from '../../shared/wawp/createInstanceSource.js';
import { createSourceFromEnvironment } from '../../shared/wawp/createWawpFromEnvironment.js';
import { type Instance, readInstances, variableOf } from '../../shared/wawp/instances.js';

/** The source, the path and the store of one gateway of the process. */
export interface ServeTarget {
  /** The name of its instance. `undefined` if the process serves the one of the environment. */
  name: string | undefined;
  /** The option, or the field of the file, that names its store. */
  storeOption: string;
  store: string;
  source: PictureSource;
  /** The secret of its callers. */
  secret: string | undefined;
  signingSecret: string | undefined;
  /** The header with the caller of a request. */
  callerHeader: string | undefined;
  /** A fault that this instance starts with, and that the others do not share. */
  fault?: string;
}

interface TargetOptions {
  config?: string;
  store: string;
  emulator?: string;
  callerHeader?: string;
  trustProxy?: boolean;
}

/** The instance of the environment, or all of `--config`. @throws {CliError} */
export async function serveTargets(
  { config, store, emulator, callerHeader, trustProxy = false }: TargetOptions,
  environment: NodeJS.ProcessEnv,
): Promise<ServeTarget[]> {
  const secret = readSecret('CHAT_AVATAR_SECRET', environment);
  const signingSecret = readSecret('CHAT_AVATAR_SIGNING_SECRET', environment);
  if (config === undefined) {
    requireNoStraySecret(secret === undefined, [], environment);
    const source = await createSourceFromEnvironment({ environment, emulator });
    const storeOption = placeOfStore(environment);
    const only = { name: undefined, storeOption, store, source, secret, signingSecret, callerHeader };
    requireBelievable([only], trustProxy);
    return [only];
  }
  const instances = readInstances(config, store, environment);
  const targets = instances.map((instance) => {
    const fault = tokenFault(instance);
    return {
      name: instance.name,
      storeOption: instance.storeOption,
      store: instance.store,
      source: createInstanceSource(instance),
      secret: readSecret(variableOf('CHAT_AVATAR_SECRET', instance.id), environment) ?? secret,
      signingSecret: signingSecret === undefined ? undefined : deriveSecret(signingSecret, instance.id),
      callerHeader: instance.callerHeader ?? callerHeader,
      ...(fault !== undefined && { fault }),
    };
  });
  const isOpen = targets.some((target) => target.secret === undefined);
  requireNoStraySecret(
    isOpen,
    instances.map(({ id }) => id),
    environment,
  );
  requireBelievable(targets, trustProxy);
  return targets;
}

/** @throws {CliError} if any sender of a request could name any caller. */
function requireBelievable(targets: readonly ServeTarget[], trustProxy: boolean): void {
  const open = targets.find(({ callerHeader, secret }) => callerHeader !== undefined && secret === undefined);
  if (open === undefined || trustProxy) return;
  throw new CliError(
    `--caller-header ${open.callerHeader}: every program could send this header. Set CHAT_AVATAR_SECRET, which your proxy sends as "Authorization: Bearer <secret>", or --trust-proxy if every request comes through a proxy that sets the header.`,
  );
}

/**
 * A variable of a secret that names no instance is a typing mistake, and leaves the instance that it was meant for open.
 *
 * @throws {CliError}
 */
function requireNoStraySecret(isOpen: boolean, ids: readonly string[], environment: NodeJS.ProcessEnv): void {
  const known = new Set(ids.map((id) => variableOf('CHAT_AVATAR_SECRET', id)));
  const stray = Object.keys(environment).find((name) => {
    const variable = name.replace(/_FILE$/, '');
    return variable.startsWith('CHAT_AVATAR_SECRET_') && !known.has(variable);
  });
  if (!isOpen || stray === undefined) return;
  throw new CliError(
    `${stray} names no instance, and ${ids.length === 0 ? 'the gateway' : 'an instance'} has no secret. Correct the id in its name, or set CHAT_AVATAR_SECRET, the secret of all instances.`,
  );
}

function tokenFault({ readAccessToken }: Instance): string | undefined {
  try {
    readAccessToken();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof CliError) return thrown.message;
    throw thrown;
  }
}

/** A signing key of its own, so that an image URL of one instance is not valid under the path of another. */
function deriveSecret(secret: string, id: string): string {
  return createHmac('sha256', secret).update(`instance\n${id}`).digest('base64url');
}
