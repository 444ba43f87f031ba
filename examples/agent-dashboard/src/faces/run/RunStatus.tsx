import { useTexts } from '../../texts/useTexts.js';
import type { RunState } from '../Face.js';

/** Tells screen readers that the run has begun and ended, and nothing in between. */
export function RunStatus({ run }: { run: RunState | undefined }) {
  const { storedFaces: texts } = useTexts();
  const words =
    run?.status === 'running'
      ? texts.running
      : run?.status === 'done'
        ? texts.finished(run.report.counts)
        : run?.status === 'failed'
          ? texts.failed
          : '';
  return (
    <p className="visually-hidden" role="status">
      {words}
    </p>
  );
}
