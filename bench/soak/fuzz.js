// `node bench/soak/fuzz.js [cases]`: feeds each parser of `src/` with texts that are meant to break it, and writes the outcome to
// fuzz.md. 1,000,000 cases for each parser by default.
import { importSources } from '../../build/importSources.js';

const [cases = '1000000', parser] = process.argv.slice(2);
const { fuzz, fuzzParser } = await importSources('bench/soak/fuzz.ts');
if (parser === undefined) await fuzz(Number(cases));
else process.stdout.write(JSON.stringify(await fuzzParser(Number(parser), Number(cases))));
