/** An error that the user can fix. Only its message is printed: the problem, then the next step. */
export class CliError extends Error {
  override name = 'CliError';
}
