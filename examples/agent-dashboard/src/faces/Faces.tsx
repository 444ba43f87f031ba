import { useState } from 'react';
import type { Chat } from '../chats/Chat.js';
import { useTexts } from '../texts/useTexts.js';
import { Icon } from '../ui/Icon.js';
import { FaceCards } from './cards/FaceCards.js';
import { FacesFailed } from './FacesFailed.js';
import { countFaces, type FaceFilter } from './filters/FaceFilter.js';
import { FaceFilters } from './filters/FaceFilters.js';
import { NoFaces } from './NoFaces.js';
import { RunPanel } from './run/RunPanel.js';
import { RunStatus } from './run/RunStatus.js';
import { useMorningRun } from './run/useMorningRun.js';
import { useFaces } from './useFaces.js';

const NOBODY: never[] = [];

/** What the morning run has stored: whose face, since when, and who hides it today. */
export function Faces({ chats }: { chats: readonly Chat[] }) {
  const { storedFaces: texts } = useTexts();
  const { run, error, isRunning, runAgain, refetch } = useMorningRun();
  const faces = useFaces(isRunning);
  const [wanted, setWanted] = useState<FaceFilter>('all');

  const found = faces.data ?? NOBODY;
  const stored = found.filter(({ face }) => face !== null).length;
  const progress = run?.status === 'running' ? run.progress : null;
  // The numbers of a run come in faster than its list.
  const counts = { ...countFaces(found), ...progress?.counts };
  counts.all = Math.max(counts.all, progress?.done ?? 0);
  const filter = counts[wanted] > 0 ? wanted : 'all';
  const shown = filter === 'all' ? found : found.filter(({ outcome }) => outcome === filter);

  return (
    <section className="faces" aria-label={texts.title} aria-busy={isRunning}>
      <header className="contacts-header">
        <h1>{texts.title}</h1>
        <span className="list-count">{stored > 0 ? texts.count(stored) : ''}</span>
        {run && run.status !== 'off' ? (
          <button
            type="button"
            className="button run-button"
            aria-busy={isRunning}
            aria-disabled={isRunning}
            onClick={() => {
              if (!isRunning) runAgain();
            }}
          >
            <Icon name="refresh" size={17} />
            {isRunning ? texts.running : run.status === 'idle' ? texts.runNow : texts.runAgain}
          </button>
        ) : null}
      </header>
      <RunStatus run={run} />
      {faces.error && !faces.data ? (
        <FacesFailed
          error={faces.error}
          isFetching={faces.isFetching}
          onRetry={() => void Promise.all([faces.refetch(), refetch()])}
        />
      ) : (
        <div className="faces-pane">
          <RunPanel run={run} error={error ?? faces.error} />
          {found.length > 0 ? <FaceFilters filter={filter} counts={counts} onChange={setWanted} /> : null}
          {found.length > 0 || faces.isPending || isRunning ? (
            <FaceCards faces={shown} chats={chats} isPending={found.length === 0} />
          ) : (
            <NoFaces isOff={run?.status === 'off'} />
          )}
        </div>
      )}
    </section>
  );
}
