import { resolve } from 'node:path';

export const benchFolder = resolve(import.meta.dirname, '..');
export const cacheFolder = resolve(benchFolder, '.cache');
