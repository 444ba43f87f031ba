import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { replaceFile, typeOfPath } from '../../../../lib/replaceFile.js';
import { cannotWrite } from '../../../shared/requireWritable.js';
import { createEnrichMetrics, LAST_SUCCESS, type NamedResult } from './createEnrichMetrics.js';

/**
 * Writes the result of each instance, and the last success of those without a result, in the Prometheus text format, for the textfile
 * collector of node_exporter. The file is readable by every user, because the collector runs as another one. A file that cannot be written
 * is reported on stderr.
 */
export async function writeMetrics(
  file: string,
  names: readonly string[],
  results: readonly NamedResult[],
): Promise<void> {
  const path = resolve(file);
  try {
    const metrics = createEnrichMetrics();
    const earlier = readLastSuccess(await readEarlier(path));
    for (const name of names) {
      const seconds = earlier.get(name);
      if (seconds !== undefined) metrics.succeeded(name, seconds * 1000);
    }
    metrics.record(results);
    await replaceFile(path, await metrics.registry.metrics(), 0o644);
  } catch (thrown) {
    console.error(cannotWrite('--metrics-file', path, thrown));
  }
}

/** A terminal or a pipe, such as /dev/stdout, would wait for input. */
async function readEarlier(path: string): Promise<string> {
  if ((await typeOfPath(path)) !== 'file') return '';
  return readFile(path, 'utf8').catch(() => '');
}

/** The times in the file of the run before, for an instance that could not read its own from the store, or that an interrupted run left out. */
export function readLastSuccess(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const line = new RegExp(`^${LAST_SUCCESS}\\{instance="([^"\\\\\\n]*)"\\} (\\d{1,12})$`, 'gm');
  for (const [, instance = '', seconds] of text.matchAll(line)) found.set(instance, Number(seconds));
  return found;
}
