// `node bench/soak/fuzz.js [cases] [parser …]`: feeds each parser of both packages with texts that are meant to break it, and
// writes the outcome to fuzz.md. 1,000,000 cases for each parser by default. The rows of other parsers stay.
import { importSources } from '../../build/importSources.js';

const [cases = '1000000', ...names] = process.argv.slice(2);
const { fuzz, fuzzParser } = await importSources('bench/soak/fuzz/fuzz.ts');
if (names[0] === '--in-process') {
  process.stdout.write(JSON.stringify(await fuzzParser(names[1], Number(cases))));
  process.exit();
}
await fuzz(Number(cases), names);
