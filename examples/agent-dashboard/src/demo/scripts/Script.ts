/** One message of a made-up conversation: from them, or from us. */
export type Line = ['them' | 'us', string];

/** What people of one language write about. Each ends before the latest message, which Wawp knows. */
export interface Script {
  people: readonly (readonly Line[])[];
  groups: readonly (readonly Line[])[];
}
