import { useTexts } from '../../texts/useTexts.js';
import { PersonalText } from '../../ui/PersonalText.js';
import { useNow } from '../../ui/useNow.js';
import type { RunProgress } from '../Face.js';

export function RunProgressBar({ progress }: { progress: RunProgress | null }) {
  const { storedFaces: texts } = useTexts();
  // A run begins with the list of conversations, before it knows how many there are.
  const isCounted = progress !== null && progress.total > 0;
  return (
    <div className="run-progress">
      {/* Without a value it says that the end is unknown. */}
      <progress
        aria-label={texts.going}
        max={isCounted ? progress.total : 1}
        value={isCounted ? progress.done : undefined}
      />
      <p>
        {isCounted ? <span className="run-done">{texts.progress(progress.done, progress.total)}</span> : null}
        {progress !== null && progress.waitingUntil !== null ? (
          <Waiting until={progress.waitingUntil} />
        ) : isCounted ? (
          <PersonalText text={progress.name} />
        ) : (
          texts.reading
        )}
      </p>
    </div>
  );
}

function Waiting({ until }: { until: number }) {
  const { storedFaces: texts } = useTexts();
  const now = useNow(1000);
  return <span>{texts.waiting(Math.max(1, Math.ceil((until - now) / 1000)))}</span>;
}
