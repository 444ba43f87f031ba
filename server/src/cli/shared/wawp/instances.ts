import { isObject } from '../../../lib/isObject.js';
import { isPlain } from '../../../lib/isPlain.js';
import { withoutTrailingSlashes } from '../../../lib/withoutTrailingSlashes.js';
import { locateStorage } from '../../../store/storage/open/locateStorage.js';
import { redisPlaceOf } from '../../../store/storage/open/redisAddress.js';
import { StoreError } from '../../../store/storage/StoreError.js';
import { CliError } from '../CliError.js';
import { isHeaderName } from '../http/headerName.js';
import { placeOfStore } from '../placeOfStore.js';
import { type AccountPlaces, placesIn } from './accountPlaces.js';
import { readConfigFile } from './readConfigFile.js';
import { placeOfVariable, readSecretFile, readVariable, refuseQuotes } from './readVariable.js';

/** One Wawp instance of `--config`. */
export interface Instance {
  id: string;
  /** Its name in paths, logs and metrics. The id by default. */
  name: string;
  baseUrl: string | undefined;
  /** The place of its pictures: a folder, a prefix or a key prefix of its own. */
  store: string;
  /** The name of its store in errors: a field of the file, `--store` or a variable. */
  storeOption: string;
  /** The header with the caller of a request to `serve`. */
  callerHeader: string | undefined;
  places: AccountPlaces;
  /** Read on use, so that the missing secret of one instance fails that instance alone. @throws {CliError} */
  readAccessToken(): string;
}

const KEYS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'accessTokenFile',
  'accessTokenEnv',
  'baseUrl',
  'store',
  'callerHeader',
]);
const FILE_KEYS: ReadonlySet<string> = new Set(['store', 'callerHeader', 'instances']);

/** Paths of `serve` beside those of the instances. */
const ENDPOINTS: ReadonlySet<string> = new Set(['healthz', 'readyz', 'metrics']);

/**
 * Reads the file of `--config`:
 *
 *     { "store": "s3://bucket/faces",
 *       "instances": [
 *         { "id": "123456789012", "name": "sales", "accessTokenFile": "/run/secrets/wawp-1" },
 *         { "id": "210987654321" }] }
 *
 * The pictures of an instance are in `<store>/<id>`, unless it has a `store` of its own. Its access token is in `accessTokenFile`,
 * in the variable that `accessTokenEnv` names, or in `WAWP_ACCESS_TOKEN_<id>` or the file that `WAWP_ACCESS_TOKEN_<id>_FILE` names;
 * never in the file itself. `callerHeader`, of the file or of an instance, is `--caller-header` of `serve`.
 *
 * @param defaultStore The value of `--store`, for a file without `store`.
 * @throws {CliError} with every fault of the file.
 */
export function readInstances(path: string, defaultStore: string, environment = process.env): Instance[] {
  const faults: string[] = [];
  const config = readConfigFile(path);
  if (!isObject(config) || !Array.isArray(config.instances) || config.instances.length === 0) {
    throw new CliError(
      `--config: ${path} has no instances. Write { "store": "./chat-pictures", "instances": [{ "id": "123456789012" }] }.`,
    );
  }
  const commonStore = text(config.store, 'store', faults);
  const store = commonStore ?? defaultStore;
  const storeOption = commonStore === undefined ? placeOfStore(environment) : `--config: ${path}: store`;
  rejectUnknown(config, FILE_KEYS, '', faults);
  const callerHeader = readHeaderName(config.callerHeader, 'callerHeader', faults);
  const baseUrl = readVariable('WAWP_BASE_URL', environment);
  const instances = config.instances.map((entry: unknown, index) =>
    readInstance(entry, `instances[${index}]`, {
      path,
      store,
      storeOption,
      baseUrl,
      callerHeader,
      environment,
      faults,
    }),
  );
  const ids = instances.map(({ id }) => id);
  rejectRepeated(ids, 'id', faults);
  const variables = [...new Set(ids)].map((id) => variableOf('WAWP_ACCESS_TOKEN', id));
  rejectRepeated(variables, 'variable: in its name, the - of an id is an _', faults);
  const names = instances.map(({ name }) => name);
  rejectRepeated(names, 'name', faults);
  const places = instances.map(({ store }) => canonicalPlace(store));
  rejectRepeated(places, 'store: two instances may see different pictures of one person', faults);
  if (faults.length > 0) throw new CliError([`--config: ${path} is invalid.`, ...faults].join('\n  '));
  return instances;
}

interface Context {
  path: string;
  store: string;
  storeOption: string;
  baseUrl: string | undefined;
  callerHeader: string | undefined;
  environment: NodeJS.ProcessEnv;
  faults: string[];
}

function readInstance(entry: unknown, at: string, context: Context): Instance {
  const { path, store, environment, faults } = context;
  const fields = isObject(entry) ? entry : {};
  if ('accessToken' in fields) {
    faults.push(
      `${at}.accessToken: the file must not contain secrets. Use accessTokenFile or accessTokenEnv.`,
    );
  }
  rejectUnknown(fields, KEYS, `${at}.`, faults);
  const id = text(fields.id, `${at}.id`, faults) ?? '';
  // It becomes part of paths and keys.
  if (!isName(id)) faults.push(`${at}.id: use the instance id from Wawp's dashboard.`);
  const name = text(fields.name, `${at}.name`, faults) ?? id;
  if (name !== id && !isName(name)) {
    faults.push(
      `${at}.name: use letters, digits, - and _, at most 64. The name is part of the path of the instance.`,
    );
  }
  if (ENDPOINTS.has(name)) faults.push(`${at}.name: /${name} is an endpoint of serve. Use another name.`);
  const file = text(fields.accessTokenFile, `${at}.accessTokenFile`, faults);
  const variable = text(fields.accessTokenEnv, `${at}.accessTokenEnv`, faults);
  if (file !== undefined && variable !== undefined) {
    faults.push(`${at}: use either accessTokenFile or accessTokenEnv.`);
  }
  const key = variable ?? variableOf('WAWP_ACCESS_TOKEN', id);
  const baseUrl = readAddress(fields.baseUrl, `${at}.baseUrl`, faults);
  const ownStore = text(fields.store, `${at}.store`, faults);
  checkPlace(ownStore ?? placeIn(store, id), ownStore === undefined ? 'store' : `${at}.store`, faults);
  return {
    id,
    name,
    baseUrl: baseUrl ?? context.baseUrl,
    store: ownStore ?? placeIn(store, id),
    callerHeader: readHeaderName(fields.callerHeader, `${at}.callerHeader`, faults) ?? context.callerHeader,
    storeOption: ownStore === undefined ? context.storeOption : `--config: ${path}: ${at}.store`,
    places: {
      instanceId: `${at}.id of --config`,
      accessToken:
        file === undefined ? placeOfVariable(key, environment) : `${at}.accessTokenFile of --config`,
      baseUrl: baseUrl === undefined ? placesIn(environment).baseUrl : `${at}.baseUrl of --config`,
    },
    readAccessToken() {
      const token =
        file === undefined ? readVariable(key, environment) : readSecretFile(file, `${at}.accessTokenFile`);
      if (token) {
        refuseQuotes(token, file === undefined ? placeOfVariable(key, environment) : `${at}.accessTokenFile`);
        return token;
      }
      throw new CliError(
        file === undefined
          ? `The access token of instance ${id} is missing. Set ${key} or ${key}_FILE, or accessTokenFile in the file of --config.`
          : `The file ${file} with the access token of instance ${id} is empty.`,
      );
    },
  };
}

/** The environment variable of one instance: `WAWP_ACCESS_TOKEN_123456789012`. */
export function variableOf(name: string, id: string): string {
  return `${name}_${id.replaceAll('-', '_')}`;
}

/** A name that may be a part of paths, keys and labels. */
const isName = (text: string) => /^[\w-]{1,64}$/.test(text);

/** The place that a location names: `./faces` and `faces/` are one folder. */
function canonicalPlace(location: string): string {
  try {
    return locateStorage(location).place;
  } catch (thrown) {
    if (thrown instanceof StoreError) return location;
    throw thrown;
  }
}

function checkPlace(place: string, at: string, faults: string[]): void {
  try {
    locateStorage(place);
  } catch (thrown) {
    if (!(thrown instanceof StoreError) || thrown.code !== 'bad-location') return;
    const fault = `${at}: ${thrown.message}`;
    if (!faults.includes(fault)) faults.push(fault);
  }
}

function readAddress(value: unknown, at: string, faults: string[]): string | undefined {
  const address = text(value, at, faults);
  if (address === undefined) return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isAddress = url !== undefined && /^https?:$/.test(url.protocol) && isPlain(url);
  if (!isAddress)
    faults.push(
      `${at}: use an address such as https://api.wawp.net, without credentials, query and fragment.`,
    );
  return address;
}

function readHeaderName(value: unknown, at: string, faults: string[]): string | undefined {
  const name = text(value, at, faults);
  if (name !== undefined && !isHeaderName(name))
    faults.push(`${at}: use the name of a header, such as X-User.`);
  return name;
}

/** The place of one instance below a common place. */
function placeIn(store: string, id: string): string {
  return /^rediss?[:+]/i.test(store) ? redisPlaceOf(store, id) : `${withoutTrailingSlashes(store)}/${id}`;
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

function rejectRepeated(values: readonly string[], what: string, faults: string[]): void {
  const seen = new Set<string>();
  for (const value of values) {
    const fault = `instances: "${value}" is there twice as ${what}.`;
    if (seen.has(value) && !faults.includes(fault)) faults.push(fault);
    seen.add(value);
  }
}
