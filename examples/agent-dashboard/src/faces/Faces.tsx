import { useState } from 'react';
import type { Chat } from '../chats/Chat.js';
import { RequestFailed } from '../requests/RequestFailed.js';
import { useTexts } from '../texts/useTexts.js';
import { Icon } from '../ui/Icon.js';
import { FaceCards } from './cards/FaceCards.js';
import { countFaces, type FaceFilter, kindOf } from './filters/FaceFilter.js';
import { FaceFilters } from './filters/FaceFilters.js';
import { NoFaces } from './NoFaces.js';
import { RunPanel } from './run/RunPanel.js';
import { RunStatus } from './run/RunStatus.js';
import { useMorningRun } from './run/useMorningRun.js';
import { useFaces } from './useFaces.js';

const NONE: never[] = [];

/** The faces that are stored: since when, and whether their owners hide them today. */
export function Faces({ chats }: { chats: readonly Chat[] }) {
  const { storedFaces: texts } = useTexts();
  const { run, error, isRunning, runAgain, refetch } = useMorningRun();
  const faces = useFaces(isRunning);
  const [wanted, setWanted] = useState<FaceFilter>('all');

  const found = faces.data ?? NONE;
  const stored = found.filter(({ face }) => face !== null).length;
  const progress = run?.status === 'running' ? run.progress : null;
  const counts = countFaces(found, progress?.counts);
  const filter = counts[wanted] > 0 ? wanted : 'all';
  const shown = filter === 'all' ? found : found.filter((chat) => kindOf(chat) === filter);

  const hasCards = found.length > 0 || faces.isPending || isRunning;
  const isLoading = found.length === 0;

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
        <RequestFailed
          title={texts.unreadable}
          error={faces.error}
          isFetching={faces.isFetching}
          onRetry={() => void Promise.all([faces.refetch(), refetch()])}
        />
      ) : (
        <div className="faces-pane">
          <RunPanel run={run} error={error ?? faces.error} />
          {hasCards ? (
            <>
              <FaceFilters filter={filter} counts={isLoading ? undefined : counts} onChange={setWanted} />
              <FaceCards faces={shown} chats={chats} isPending={isLoading} />
            </>
          ) : (
            <NoFaces isOff={run?.status === 'off'} />
          )}
        </div>
      )}
    </section>
  );
}
