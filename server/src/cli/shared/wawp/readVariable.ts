import { readFileSync } from 'node:fs';
import { systemCode } from '../../../lib/systemCode.js';
import { CliError } from '../CliError.js';

/**
 * The value of an environment variable, or the content of the file that `<name>_FILE` names, as Docker and Kubernetes mount
 * secrets. `undefined` if neither is set, or the variable is empty.
 *
 * @throws {CliError} if both are set, or the file cannot be read or is empty.
 */
export function readVariable(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const value = environment[name]?.trim();
  const file = environment[`${name}_FILE`]?.trim();
  if (value && file) throw new CliError(`${name} and ${name}_FILE are both set. Remove one of them.`);
  if (!file) return value || undefined;
  const content = readSecretFile(file, `${name}_FILE`);
  if (content) return content;
  throw new CliError(
    `${name}_FILE names the file ${file}, which is empty. Write the value into it, or remove the variable.`,
  );
}

/**
 * Checks a value that never has quotes of its own. Docker's `--env-file` does not remove those that shells and systemd need.
 *
 * @throws {CliError} with `place`, the variable or the field.
 */
export function refuseQuotes(value: string, place: string): void {
  if (!/^(["']).*\1$/s.test(value)) return;
  throw new CliError(
    `${place}: the value begins and ends with a quote, which would be sent as a part of it. Remove the quotes: Docker does not do so in its files of variables.`,
  );
}

/** The name of a variable in an error: its own name, or that of the variable that names its file. */
export function placeOfVariable(name: string, environment: NodeJS.ProcessEnv): string {
  return environment[`${name}_FILE`]?.trim() ? `${name}_FILE` : name;
}

/** The content of a file, without white space at both ends. @throws {CliError} with `source`, the place that names the file. */
export function readSecretFile(path: string, source: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (thrown) {
    throw new CliError(
      `${source} names the file ${path}, which cannot be read${systemCode(thrown)}. Check its path and its permissions.`,
    );
  }
}
