import { readFileSync } from 'node:fs';
import { isObject } from '../../../lib/isObject.js';
import { withoutTrailingSlashes } from '../../../lib/withoutTrailingSlashes.js';
import { CliError } from '../CliError.js';
import { readSecretFile, readVariable } from './readVariable.js';

/** One Wawp instance of `--config`. */
export interface Instance {
  id: string;
  baseUrl: string | undefined;
  /** The place of its pictures: a folder, a prefix or a key prefix of its own. */
  store: string;
  /** Read on use, so that the missing secret of one instance fails that instance alone. @throws {CliError} */
  readAccessToken(): string;
}

const KEYS: ReadonlySet<string> = new Set(['id', 'accessTokenFile', 'accessTokenEnv', 'baseUrl', 'store']);
const FILE_KEYS: ReadonlySet<string> = new Set(['store', 'instances']);

/**
 * Reads the file of `--config`:
 *
 *     { "store": "s3://bucket/faces",
 *       "instances": [{ "id": "123456789012", "accessTokenFile": "/run/secrets/wawp-1" }, { "id": "210987654321" }] }
 *
 * The pictures of an instance are in `<store>/<id>`, unless it has a `store` of its own. Its access token is in `accessTokenFile`,
 * in the variable that `accessTokenEnv` names, or in `WAWP_ACCESS_TOKEN_<id>` or the file that `WAWP_ACCESS_TOKEN_<id>_FILE` names;
 * never in the file itself.
 *
 * @param defaultStore The value of `--store`, for a file without `store`.
 * @throws {CliError} with every fault of the file.
 */
export function readInstances(path: string, defaultStore: string, environment = process.env): Instance[] {
  const faults: string[] = [];
  const config = parse(path);
  if (!isObject(config) || !Array.isArray(config.instances) || config.instances.length === 0) {
    throw new CliError(
      `--config: ${path} has no instances. Write { "store": "./chat-pictures", "instances": [{ "id": "123456789012" }] }.`,
    );
  }
  const store = text(config.store, 'store', faults) ?? defaultStore;
  rejectUnknown(config, FILE_KEYS, '', faults);
  const instances = config.instances.map((entry: unknown, index) =>
    readInstance(entry, `instances[${index}]`, { store, environment, faults }),
  );
  rejectRepeated(instances, 'id', 'id', faults);
  rejectRepeated(instances, 'store', 'store: two instances may see different pictures of one person', faults);
  if (faults.length > 0) throw new CliError([`--config: ${path} is invalid.`, ...faults].join('\n  '));
  return instances;
}

interface Context {
  store: string;
  environment: NodeJS.ProcessEnv;
  faults: string[];
}

function readInstance(entry: unknown, at: string, { store, environment, faults }: Context): Instance {
  const fields = isObject(entry) ? entry : {};
  if ('accessToken' in fields) {
    faults.push(
      `${at}.accessToken: the file must not contain secrets. Use accessTokenFile or accessTokenEnv.`,
    );
  }
  rejectUnknown(fields, KEYS, `${at}.`, faults);
  const id = text(fields.id, `${at}.id`, faults) ?? '';
  // It becomes part of paths and keys.
  if (!/^[\w-]{1,64}$/.test(id)) faults.push(`${at}.id: use the instance id from Wawp's dashboard.`);
  const file = text(fields.accessTokenFile, `${at}.accessTokenFile`, faults);
  const variable = text(fields.accessTokenEnv, `${at}.accessTokenEnv`, faults);
  if (file !== undefined && variable !== undefined) {
    faults.push(`${at}: use either accessTokenFile or accessTokenEnv.`);
  }
  return {
    id,
    baseUrl: text(fields.baseUrl, `${at}.baseUrl`, faults) ?? environment.WAWP_BASE_URL?.trim(),
    store: text(fields.store, `${at}.store`, faults) ?? placeIn(store, id),
    readAccessToken() {
      const name = variable ?? `WAWP_ACCESS_TOKEN_${id.replaceAll('-', '_')}`;
      const token =
        file === undefined ? readVariable(name, environment) : readSecretFile(file, `${at}.accessTokenFile`);
      if (token) return token;
      throw new CliError(
        file === undefined
          ? `The access token of instance ${id} is missing. Set ${name} or ${name}_FILE, or accessTokenFile in the file of --config.`
          : `The file ${file} with the access token of instance ${id} is empty.`,
      );
    },
  };
}

/** The place of one instance below a common place. */
function placeIn(store: string, id: string): string {
  if (!/^rediss?:/i.test(store)) return `${withoutTrailingSlashes(store)}/${id}`;
  if (!URL.canParse(store)) return store;
  const url = new URL(store);
  url.searchParams.set('prefix', `${url.searchParams.get('prefix') ?? 'chat-avatar'}:${id}`);
  return url.href.replaceAll('%3A', ':');
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new CliError(`--config: ${path} is not valid JSON.`);
    throw new CliError(`--config: ${path} cannot be read. Check its path and its permissions.`);
  }
}

function text(value: unknown, at: string, faults: string[]): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  faults.push(`${at}: use a text.`);
  return undefined;
}

function rejectUnknown(object: object, known: ReadonlySet<string>, at: string, faults: string[]): void {
  for (const key of Object.keys(object)) {
    if (!known.has(key) && key !== 'accessToken') {
      faults.push(`${at}${key}: there is no such field. Use ${[...known].join(', ')}.`);
    }
  }
}

function rejectRepeated(
  instances: readonly Instance[],
  field: 'id' | 'store',
  what: string,
  faults: string[],
): void {
  const seen = new Set<string>();
  for (const instance of instances) {
    if (seen.has(instance[field])) faults.push(`instances: "${instance[field]}" is there twice as ${what}.`);
    seen.add(instance[field]);
  }
}
