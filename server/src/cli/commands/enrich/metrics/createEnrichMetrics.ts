import { Gauge, Registry } from 'prom-client';
import type { RunResult } from '../runEnrich.js';

/** The result of a run, with the name of its instance. */
export type NamedResult = RunResult & { name: string };

export interface EnrichMetrics {
  registry: Registry;
  /** The end of an earlier success, in ms since the epoch. */
  succeeded(name: string, at: number): void;
  /** The latest result of each instance. Without `lastSuccessAt`, because the store failed, the known time stays. */
  record(results: readonly NamedResult[]): void;
}

export const LAST_SUCCESS = 'chat_avatar_enrich_last_success_timestamp_seconds';

/** Prometheus metrics of the runs. Labels have few, fixed values: no chat id. */
export function createEnrichMetrics(): EnrichMetrics {
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
  const succeeded = (instance: string, at: number) => lastSuccess.set({ instance }, Math.round(at / 1000));
  return {
    registry,
    succeeded,
    record(results) {
      for (const { name: instance, report, exitCode: code } of results) {
        lastRun.set({ instance }, Math.round((report.startedAt + report.durationMs) / 1000));
        exitCode.set({ instance }, code);
        duration.set({ instance }, report.durationMs / 1000);
        bytes.set({ instance }, report.bytes);
        for (const [outcome, count] of Object.entries(report.counts)) chats.set({ instance, outcome }, count);
        if (report.lastSuccessAt !== undefined) succeeded(instance, report.lastSuccessAt);
      }
    },
  };
}
