import { importSources } from '../../../build/importSources.js';

// Runs the command line from its sources, without a build.
await importSources('server/src/cli/main.ts');
