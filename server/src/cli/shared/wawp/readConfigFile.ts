import { readFileSync } from 'node:fs';
import { systemCode } from '../../../lib/systemCode.js';
import { CliError } from '../CliError.js';

/** The JSON of the file of `--config`. @throws {CliError} if it cannot be read, or is not JSON. */
export function readConfigFile(path: string): unknown {
  const file = readText(path);
  try {
    return JSON.parse(file);
  } catch (thrown) {
    // The message of the error may quote the file, and a secret in it.
    throw new CliError(
      `--config: ${path} is not valid JSON${lineOf(thrown as SyntaxError, file)}. Check its quotes, brackets and commas: JSON has no comments, and no comma after the last entry.`,
    );
  }
}

function readText(path: string): string {
  try {
    // Some editors begin a file with a byte order mark.
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (thrown) {
    throw new CliError(
      `--config: ${path} cannot be read${systemCode(thrown)}. Check its path and its permissions.`,
    );
  }
}

/** Where the JSON is broken. */
function lineOf({ message }: SyntaxError, file: string): string {
  const named = /\bat position (\d+)/.exec(message)?.[1];
  // V8 names no position where it quotes the text.
  const position = named === undefined ? file.search(/,\s*[\]}]/) : Number(named);
  if (position < 0 || position >= file.length) return '';
  const before = file.slice(0, position);
  return `; the fault is in line ${before.split('\n').length}`;
}
