// The two servers that are measured, in a process of their own, so that the client costs them nothing.
import { importSources } from '../build/importSources.js';

const module = await importSources('bench/imageServers.ts');
process.send?.(await module.startImageServers());
