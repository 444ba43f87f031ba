import { createHmac } from 'node:crypto';
import type { PictureSource } from 'chat-avatar/wawp';
import { CliError } from '../../shared/CliError.js';
import { readSecret } from '../../shared/http/access.js';
import { createInstanceSource } from '../../shared/wawp/createInstanceSource.js';
import { createWawpFromEnvironment } from '../../shared/wawp/createWawpFromEnvironment.js';
import { type Instance, readInstances, variableOf } from '../../shared/wawp/instances.js';

/** What one gateway of the process serves. */
export interface ServeTarget {
  /** The name of its instance. `undefined` if the process serves the one of the environment. */
  name: string | undefined;
  /** What names its store: the option, or the field of the file. */
  storeOption: string;
  store: string;
  source: PictureSource;
  /** The secret of its callers. */
  secret: string | undefined;
  signingSecret: string | undefined;
  /** A fault that this instance starts with, and that the others do not share. */
  fault?: string;
}

interface TargetOptions {
  config?: string;
  store: string;
}

/** The instance of the environment, or all of `--config`. @throws {CliError} */
export async function serveTargets(
  { config, store }: TargetOptions,
  environment: NodeJS.ProcessEnv,
): Promise<ServeTarget[]> {
  const secret = readSecret('CHAT_AVATAR_SECRET', environment);
  const signingSecret = readSecret('CHAT_AVATAR_SIGNING_SECRET', environment);
  if (config === undefined) {
    const source = await createWawpFromEnvironment(environment);
    return [{ name: undefined, storeOption: '--store', store, source, secret, signingSecret }];
  }
  return readInstances(config, store, environment).map((instance) => {
    const fault = tokenFault(instance);
    return {
      name: instance.name,
      storeOption: `${instance.at}.store`,
      store: instance.store,
      source: createInstanceSource(instance),
      secret: readSecret(variableOf('CHAT_AVATAR_SECRET', instance.id), environment) ?? secret,
      signingSecret: signingSecret === undefined ? undefined : deriveSecret(signingSecret, instance.id),
      ...(fault !== undefined && { fault }),
    };
  });
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
