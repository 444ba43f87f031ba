import { resolve } from 'node:path';
import { importSources } from '../../build/importSources.js';

// `node examples/<program> …`, with the sources of the packages instead of their builds.
const [program = ''] = process.argv.splice(2, 1);
process.argv[1] = resolve(import.meta.dirname, '../../examples', program);
await importSources(process.argv[1]);
