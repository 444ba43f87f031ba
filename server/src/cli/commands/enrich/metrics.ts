import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Gauge, Registry } from 'prom-client';
import { replaceFile } from '../../../lib/replaceFile.js';
import { cannotWrite } from '../../shared/requireWritable.js';
import type { RunResult } from './runEnrich.js';

const LAST_SUCCESS = 'chat_avatar_enrich_last_success_timestamp_seconds';

/**
 * Writes the result of each instance in the Prometheus text format, for the textfile collector of node_exporter. The file is
 * readable by every user, because the collector runs as another one. A file that cannot be written is
 * reported on stderr.
 */
export async function writeMetrics(
  file: string,
  results: readonly (RunResult & { id: string })[],
): Promise<void> {
  const path = resolve(file);
  try {
    const earlier = await readFile(path, 'utf8').catch(() => '');
    await replaceFile(path, await format(results, readLastSuccess(earlier)), 0o644);
  } catch (thrown) {
    console.error(cannotWrite('--metrics-file', path, thrown));
  }
}

function format(
  results: readonly (RunResult & { id: string })[],
  earlier: ReadonlyMap<string, number>,
): Promise<string> {
  const registry = new Registry();
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames: ['instance', ...labelNames], registers: [registry] });
  const lastRun = gauge(
    'chat_avatar_enrich_last_run_timestamp_seconds',
    'End of the last run, in seconds since the epoch',
  );
  const lastSuccess = gauge(
    LAST_SUCCESS,
    'End of the last run in which no chat failed, in seconds since the epoch',
  );
  const exitCode = gauge('chat_avatar_enrich_exit_code', 'Exit code of the last run; 0 is a success');
  const duration = gauge('chat_avatar_enrich_duration_seconds', 'Duration of the last run, in seconds');
  const chats = gauge('chat_avatar_enrich_chats', 'Number of chats in the last run, by outcome', 'outcome');
  const bytes = gauge(
    'chat_avatar_enrich_stored_bytes',
    'Size of the pictures that the last run stored, in bytes',
  );
  for (const { id: instance, report, exitCode: code } of results) {
    lastRun.set({ instance }, Math.round((report.startedAt + report.durationMs) / 1000));
    exitCode.set({ instance }, code);
    duration.set({ instance }, report.durationMs / 1000);
    bytes.set({ instance }, report.bytes);
    for (const [outcome, count] of Object.entries(report.counts)) chats.set({ instance, outcome }, count);
    const successAt =
      report.lastSuccessAt === undefined ? earlier.get(instance) : Math.round(report.lastSuccessAt / 1000);
    if (successAt !== undefined) lastSuccess.set({ instance }, successAt);
  }
  return registry.metrics();
}

/** The times in the file of the run before, for a run that could not read them from the store. */
function readLastSuccess(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const line = new RegExp(`^${LAST_SUCCESS}\\{instance="([^"\\\\]*)"\\} (\\d+)$`, 'gm');
  for (const [, instance = '', seconds] of text.matchAll(line)) found.set(instance, Number(seconds));
  return found;
}
