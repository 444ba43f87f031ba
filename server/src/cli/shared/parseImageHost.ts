import { InvalidArgumentError } from 'commander';
import { compileImageHosts } from '../../images/hosts.js';

/** Collects a repeatable `--image-host`. */
export function parseImageHost(text: string, others: readonly string[] = []): string[] {
  try {
    compileImageHosts([text]);
  } catch (thrown) {
    throw new InvalidArgumentError(thrown instanceof Error ? thrown.message : '');
  }
  return [...others, text];
}
