// `npm run bench`: how fast the gateway is, beside what nothing could be faster than.
// `npm run bench enricherMemory`: 10,000 chats in one run, and what they take of the memory.
// `npm run bench longList`: 10,000 rows scrolled in Chromium, with avatars and without.
import { importSources } from '../build/importSources.js';

const BENCHES = ['gatewayImages', 'enricherMemory', 'longList'];

const [name = 'gatewayImages'] = process.argv.slice(2);
if (BENCHES.includes(name)) {
  const module = await importSources(`bench/${name}.ts`);
  process.exitCode = await module[name]();
} else {
  console.error(`There is no bench "${name}". There is: ${BENCHES.join(', ')}.`);
  process.exitCode = 1;
}
