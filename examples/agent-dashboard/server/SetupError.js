/** Something that whoever typed the command can put right: its message is shown without a stack. */
export class SetupError extends Error {
  isForPeople = true;
}
