import { useTexts } from '../../texts/useTexts.js';
import { PersonalText } from '../../ui/PersonalText.js';
import { useNow } from '../../ui/useNow.js';
import type { RunProgress } from '../Face.js';

export function RunProgressBar({ progress }: { progress: RunProgress | null }) {
  const { storedFaces: texts } = useTexts();
  return (
    <div className="run-progress">
      {/* Without a value it says that the end is unknown. */}
      <progress
        aria-label={texts.going}
        max={progress?.total || 1}
        value={progress ? progress.done : undefined}
      />
      <p>
        {progress ? (
          <>
            <span className="run-done">{texts.progress(progress.done, progress.total)}</span>
            {progress.waitingUntil === null ? (
              <PersonalText text={progress.name} />
            ) : (
              <Waiting until={progress.waitingUntil} />
            )}
          </>
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
