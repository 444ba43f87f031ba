export type { StoreLimit } from '../store/storage/storeLimits.js';
export type { ForgottenChat } from './countErased.js';
export type { EnrichOptions, EnrichOverview, EnrichSource } from './EnrichOptions.js';
export type {
  EnrichCounts,
  EnrichErrorCode,
  EnrichedChat,
  EnrichOutcome,
  EnrichProgress,
  EnrichReport,
} from './EnrichReport.js';
export { enrichContacts } from './enrichContacts.js';
export { forgetChat } from './forgetChat.js';
export type { StoredFace } from './listStoredFaces.js';
export { listStoredFaces } from './listStoredFaces.js';
