import { interleave } from '../interleave.js';
import { cpuOfProcess } from './cpuOfProcess.js';
import { generateLoad, type Target } from './generateLoad.js';

const CONNECTIONS = 64;
const WARM_UP_MS = 1500;
const ROUND_MS = 1000;

export interface ServerUnderTest extends Target {
  pid: number;
}

/**
 * Requests per second of CPU that each server takes, which is the rate of a server that has one core for itself: other work on
 * the machine is not in it. Latencies are wall time.
 */
export async function compareServers(servers: Record<string, ServerUnderTest>, rounds: number) {
  return interleave(Object.keys(servers), rounds, async (name, isWarmUp) => {
    const server = servers[name];
    if (!server) throw new Error(`There is no server ${name}.`);
    const before = cpuOfProcess(server.pid);
    const { answered, p99Ms } = await generateLoad(server, CONNECTIONS, isWarmUp ? WARM_UP_MS : ROUND_MS);
    return { rate: answered / (cpuOfProcess(server.pid) - before), p99Ms };
  });
}
