import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** After a garbage collection, in bytes. */
export function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
