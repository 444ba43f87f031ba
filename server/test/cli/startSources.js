import { importSources } from '../../../build/importSources.js';

// The sources of the command line, without a build.
await importSources('server/src/cli/main.ts');
