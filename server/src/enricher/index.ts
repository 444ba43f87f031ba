export type { EnrichClient, EnrichOptions, EnrichOverview } from './EnrichOptions.js';
export type {
  EnrichCounts,
  EnrichErrorCode,
  EnrichedChat,
  EnrichOutcome,
  EnrichProgress,
  EnrichReport,
} from './EnrichReport.js';
export { enrichContacts } from './enrichContacts.js';
export type { ForgottenContact } from './forgetContact.js';
export { forgetContact } from './forgetContact.js';
export type { StoredFace } from './listStoredFaces.js';
export { listStoredFaces } from './listStoredFaces.js';
