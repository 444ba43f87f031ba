// `node bench/soak/load.js [--minutes 60]`: an hour of browsers' requests to `chat-avatar-server serve`, with every outward call
// failing now and then. Writes load.md and load.svg. Needs Redis, Linux and nothing else.
import { importSources } from '../../build/importSources.js';

const { load } = await importSources('bench/soak/load/load.ts');
await load(process.argv.slice(2));
process.exit();
