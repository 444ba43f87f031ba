/** Whether a call of the system failed with this code, such as `EEXIST`. */
export function hasSystemCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
