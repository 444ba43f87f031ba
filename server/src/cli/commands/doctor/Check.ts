/** The result of one check. */
export interface Check {
  /** The checked part; with the id of the instance, if there are several. */
  name: string;
  status: 'ok' | 'warning' | 'error';
  /** What was found; for an error, what to do. */
  message: string;
}
