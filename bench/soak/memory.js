// `node bench/soak/memory.js`: the resident memory of `serve` with large inline pictures, a store that is down, and many cold images. Writes
// memory.md. Needs Linux.
import { importSources } from '../../build/importSources.js';

const { memory } = await importSources('bench/soak/memory/memory.ts');
await memory();
process.exit();
