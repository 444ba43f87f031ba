/** A mistake in the command or its environment. Its message names the fix and is shown without a stack. */
export class SetupError extends Error {
  isForPeople = true;
}
