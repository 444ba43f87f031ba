/** An unknown option in an error of Commander, up to the last quote: the value may have quotes and lines of its own. */
const UNKNOWN_OPTION = /unknown option '([^'=]*)(?:=[\s\S]*)?'/;

const CREDENTIAL = /token|instance|secret|password|key|credential/i;

/**
 * An error of Commander without the value of an unknown option: errors reach logs, and the value may be an access token, as in
 * `--access-token=…`. The error then says where credentials belong.
 */
export function withoutOptionValue(error: string): string {
  const option = UNKNOWN_OPTION.exec(error)?.[1];
  if (option === undefined) return error;
  // A function, because a `$` in a text would be read as a pattern.
  const short = error.replace(UNKNOWN_OPTION, () => `unknown option '${option}'`);
  if (!CREDENTIAL.test(option)) return short;
  return `${short.trimEnd()}\nTake WAWP_INSTANCE_ID, WAWP_ACCESS_TOKEN and every other secret from the environment or from files, not from options, which every user of this machine can read.\n`;
}
