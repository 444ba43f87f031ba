// `node bench/soak/decode.js`: the CPU time of the most expensive pictures that pass the limits of the decoder. Writes decode.md.
import { importSources } from '../../build/importSources.js';

const { decode } = await importSources('bench/soak/decode/decode.ts');
await decode();
process.exit();
