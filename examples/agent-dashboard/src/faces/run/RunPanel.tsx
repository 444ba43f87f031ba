import type { ReactNode } from 'react';
import { wordsOfError } from '../../requests/wordsOfError.js';
import { useDates } from '../../texts/useDates.js';
import { useTexts } from '../../texts/useTexts.js';
import { Icon, type IconName } from '../../ui/Icon.js';
import { useNow } from '../../ui/useNow.js';
import type { RunReport, RunState } from '../Face.js';
import { RunProgressBar } from './RunProgressBar.js';

interface RunPanelProps {
  run: RunState | undefined;
  /** Why the server could not be asked. */
  error: Error | null;
}

/** How the run goes, or how it went. */
export function RunPanel({ run, error }: RunPanelProps) {
  const texts = useTexts();
  const { storedFaces } = texts;
  if (error) {
    return (
      <Panel icon="warning" title={storedFaces.unreachable} kind="failed">
        <span dir="auto">{wordsOfError(texts, error)}</span>
      </Panel>
    );
  }
  if (run === undefined) return <PanelSkeleton />;
  switch (run.status) {
    case 'off':
      return (
        <Panel icon="lock" title={storedFaces.off}>
          {storedFaces.offHint}
        </Panel>
      );
    case 'idle':
      return (
        <Panel icon="clock" title={storedFaces.idle}>
          {storedFaces.idleHint}
        </Panel>
      );
    case 'running':
      return (
        <Panel icon="refresh" title={storedFaces.going} kind="running">
          <RunProgressBar progress={run.progress} />
        </Panel>
      );
    case 'failed':
      return (
        <Panel icon="warning" title={storedFaces.failed} kind="failed">
          <span dir="auto">{wordsOfError(texts, run)}</span>
        </Panel>
      );
    case 'done':
      return <Done report={run.report} />;
  }
}

function Done({ report }: { report: RunReport }) {
  const texts = useTexts();
  const { storedFaces } = texts;
  const dates = useDates();
  const now = useNow(30_000);
  const { counts, asked, bytes, startedAt, durationMs, stopped } = report;
  const looked = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const facts = [
    storedFaces.lookedAt(looked),
    storedFaces.asked(asked),
    storedFaces.took(durationMs),
    storedFaces.bytes(bytes),
  ];
  const endedAt = Math.min(startedAt + durationMs, now);
  return (
    <Panel
      icon={stopped ? 'warning' : 'check'}
      title={stopped ? storedFaces.stopped : storedFaces.done}
      kind={stopped ? 'stopped' : 'done'}
      when={
        <time dateTime={new Date(endedAt).toISOString()} title={dates.exact(endedAt)}>
          {dates.inWords(endedAt, now)}
        </time>
      }
    >
      {stopped ? (
        <span className="run-reason" dir="auto">
          {wordsOfError(texts, stopped)}
        </span>
      ) : null}
      <span className="run-facts">
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </span>
    </Panel>
  );
}

/** Before anything is known of the run. */
const PanelSkeleton = () => (
  <div className="run" aria-hidden="true">
    <span className="skeleton-face" />
    <div className="run-text">
      <span className="skeleton-line" style={{ inlineSize: 'min(16rem, 60%)' }} />
      <span className="skeleton-line" style={{ inlineSize: 'min(24rem, 90%)' }} />
    </div>
  </div>
);

interface PanelProps {
  icon: IconName;
  title: string;
  when?: ReactNode;
  kind?: 'running' | 'done' | 'stopped' | 'failed';
  children: ReactNode;
}

function Panel({ icon, title, when, kind, children }: PanelProps) {
  return (
    <div className="run" data-kind={kind} role={kind === 'failed' ? 'alert' : undefined}>
      <span className="run-icon">
        <Icon name={icon} size={20} />
      </span>
      <div className="run-text">
        <h2>
          {title}
          {when ? <span className="run-when">{when}</span> : null}
        </h2>
        <div className="run-body">{children}</div>
      </div>
    </div>
  );
}
