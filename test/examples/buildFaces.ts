import { facesFolder } from '../../build/entries.js';
import { buildLibrary } from '../../examples/agent-dashboard/server/build/buildLibrary.js';

/** Builds the faces of the demo once, before the tests that start or build a dashboard: two that build them at a time disturb each other. */
export default () => buildLibrary([facesFolder]);
