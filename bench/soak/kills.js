// `node bench/soak/kills.js [--kills 125]`: kills gateways and enrichers on files and on Redis with SIGKILL, so often each, and
// checks the store after each kill. Writes kills.md. Needs Redis.
import { importSources } from '../../build/importSources.js';

const { kills } = await importSources('bench/soak/kills/kills.ts');
await kills(process.argv.slice(2));
process.exit();
