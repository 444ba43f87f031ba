/** How the servers of a Redis belong together. */
export type RedisTopology = 'standalone' | 'sentinel' | 'cluster';

export interface RedisNode {
  host: string;
  port: number;
}

/** The parts of the location of a Redis. */
export interface RedisAddress {
  topology: RedisTopology;
  tls: boolean;
  /** The server; the Sentinels; or some servers of the cluster, which name the others. */
  nodes: RedisNode[];
  /** The name of the primary, as the Sentinels know it. */
  primary: string | undefined;
  db: number;
  /** The prefix of all keys. */
  prefix: string;
  username: string;
  password: string;
  /** The location without credentials. */
  place: string;
}

/** Default prefix of all keys, because a Redis is often shared with other programs. */
const PREFIX = 'chat-avatar';

const SENTINEL_PORT = 26_379;
const REDIS_PORT = 6379;

/** Several hosts are no valid `URL`, hence the expression. Each part excludes its delimiters, so that it is linear. */
const LOCATION = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/i;

/**
 * Parses `redis://host:port/db`, `redis+sentinel://host:port,host:port/primary/db` (the form of redis-sentinel-url, Celery and Prefect)
 * or `redis+cluster://host:port,host:port`, each with `rediss` for TLS, `user:password@` and `?prefix=`. `undefined`: invalid.
 */
export function parseRedisAddress(location: string): RedisAddress | undefined {
  const [, scheme = '', group, authority = '', path = '', query] = LOCATION.exec(location) ?? [];
  if (scheme === '') return undefined;
  const topology = (group?.toLowerCase() ?? 'standalone') as RedisTopology;
  const at = authority.lastIndexOf('@');
  const nodes = readNodes(authority.slice(at + 1), topology === 'sentinel' ? SENTINEL_PORT : REDIS_PORT);
  const target = readPath(path, topology);
  const prefix = readPrefix(new URLSearchParams(query ?? ''));
  if (!nodes || !target || prefix === undefined) return undefined;
  if (topology === 'standalone' && nodes.length > 1) return undefined;
  const { primary, db } = target;
  const [username = '', ...password] = at === -1 ? [] : authority.slice(0, at).split(':');
  const tls = scheme.toLowerCase() === 'rediss';
  const hosts = nodes.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  const place =
    `${scheme.toLowerCase()}${topology === 'standalone' ? '' : `+${topology}`}://${hosts.join(',')}` +
    (primary === undefined ? '' : `/${primary}`) +
    (db === undefined ? '' : `/${db}`);
  return {
    topology,
    tls,
    nodes,
    primary,
    db: db ?? 0,
    prefix,
    username: decode(username),
    password: decode(password.join(':')),
    place: prefix === PREFIX ? place : `${place}?prefix=${prefix}`,
  };
}

/** The location of a part of the keys: those below `<prefix>:<name>`. */
export function redisPlaceOf(location: string, name: string): string {
  const at = location.indexOf('?');
  const parameters = new URLSearchParams(at === -1 ? '' : location.slice(at));
  parameters.set('prefix', `${parameters.get('prefix') ?? PREFIX}:${name}`);
  return `${at === -1 ? location : location.slice(0, at)}?${parameters.toString().replaceAll('%3A', ':')}`;
}

function readNodes(hosts: string, byDefault: number): RedisNode[] | undefined {
  const nodes: RedisNode[] = [];
  for (const host of hosts.split(',')) {
    const url = URL.canParse(`redis://${host}`) ? new URL(`redis://${host}`) : undefined;
    if (!url || url.hostname === '') return undefined;
    nodes.push({ host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port || byDefault) });
  }
  return nodes;
}

/** `/db`, `/primary` or `/primary/db`. A cluster has one database. */
function readPath(
  path: string,
  topology: RedisTopology,
): { primary: string | undefined; db: number | undefined } | undefined {
  const pattern = topology === 'sentinel' ? /^\/([\w.-]+)(?:\/(\d{0,4}))?$/ : /^()\/?(\d{0,4})$/;
  const [, primary, db] = pattern.exec(path) ?? [];
  if (primary === undefined || (topology === 'cluster' && Number(db) > 0)) return undefined;
  return { primary: primary || undefined, db: db && topology !== 'cluster' ? Number(db) : undefined };
}

/** Excludes glob characters: SCAN would list the keys of other programs. */
function readPrefix(parameters: URLSearchParams): string | undefined {
  if (parameters.size === 0) return PREFIX;
  const prefix = parameters.get('prefix') ?? '';
  return parameters.size === 1 && /^[\w.-]+(:[\w.-]+)*$/.test(prefix) ? prefix : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
