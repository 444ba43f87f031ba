import type { Driver } from 'unstorage';

/** The parts of a cluster client of ioredis that are used here. */
export interface RedisCluster {
  nodes(role: 'master'): ScanClient[];
  get(key: string): Promise<unknown>;
}

interface ScanClient {
  scan(
    cursor: string,
    match: 'MATCH',
    pattern: string,
    count: 'COUNT',
    number: number,
  ): Promise<[cursor: string, keys: string[]]>;
}

/** unstorage's driver for Redis on a cluster. Lists the keys of all its servers; its own `getKeys` scans any one of them. */
export function clusterDriver(driver: Driver): Driver {
  return {
    ...driver,
    async getKeys(base) {
      const client: unknown = driver.getInstance?.();
      if (!isRedisCluster(client)) return [];
      const { base: prefix = '' } = driver.options as { base?: string };
      const keys = await scanCluster(client, base ? `${prefix}:${base}` : prefix);
      return keys.map((key) => key.slice(prefix.length + 1));
    },
  };
}

export function isRedisCluster(client: unknown): client is RedisCluster {
  return (
    typeof client === 'object' && client !== null && 'nodes' in client && typeof client.nodes === 'function'
  );
}

/** The Redis keys below `prefix` on all servers of a cluster. One that is being moved between two of them may be there twice. */
export async function scanCluster(cluster: RedisCluster, prefix: string): Promise<string[]> {
  const folder = prefix.replace(/:$/, '');
  // A cluster knows its servers once a command has connected it.
  await cluster.get(`${folder}:connect`);
  const pattern = `${folder.replace(/[*?[\]\\]/g, '\\$&')}:*`;
  const lists = await Promise.all(cluster.nodes('master').map((node) => scan(node, pattern)));
  return lists.flat();
}

async function scan(node: ScanClient, pattern: string): Promise<string[]> {
  const keys: string[] = [];
  let cursor = '0';
  do {
    const [next, found] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', 1_000);
    keys.push(...found);
    cursor = next;
  } while (cursor !== '0');
  return keys;
}
