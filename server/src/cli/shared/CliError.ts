/** Something that the person at the terminal can mend. Its message says what is wrong and what to do, and is all that they see. */
export class CliError extends Error {
  override name = 'CliError';
}
