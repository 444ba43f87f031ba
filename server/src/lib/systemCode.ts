/** The code of an error of the system, for the end of a clause: ` (ENOSPC)`. Empty for another error. */
export function systemCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? ` (${thrown.code})` : '';
}
