import { rm } from 'node:fs/promises';

/** Removes a store that a gateway of this process may still write to after its answer: Node begins again when a file has appeared. */
export const removeStore = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 20 });
