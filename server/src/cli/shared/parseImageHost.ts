import { InvalidArgumentError } from 'commander';
import { compileImageHosts } from '../../images/download/compileImageHosts.js';

/** Validates a value of the repeatable `--image-host` and appends it to the earlier ones. */
export function parseImageHost(text: string, others: readonly string[] = []): string[] {
  try {
    compileImageHosts([text]);
  } catch (thrown) {
    throw new InvalidArgumentError(thrown instanceof Error ? thrown.message : '');
  }
  return [...others, text];
}
