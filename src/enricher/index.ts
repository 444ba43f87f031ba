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
