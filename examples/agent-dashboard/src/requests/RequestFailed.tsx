import { useTexts } from '../texts/useTexts.js';
import { Notice } from '../ui/Notice.js';
import { wordsOfError } from './wordsOfError.js';

interface RequestFailedProps {
  title: string;
  error: Error | null;
  isFetching: boolean;
  onRetry: () => void;
}

/** In place of a list that could not be loaded. */
export function RequestFailed({ title, error, isFetching, onRetry }: RequestFailedProps) {
  const texts = useTexts();
  return (
    <Notice icon="warning" title={title} role="alert">
      {error ? <p dir="auto">{wordsOfError(texts, error)}</p> : null}
      {/* Not `disabled`, which would take the focus away. */}
      <button
        type="button"
        className="button"
        aria-disabled={isFetching}
        aria-busy={isFetching}
        onClick={() => {
          if (!isFetching) onRetry();
        }}
      >
        {texts.tryAgain}
      </button>
    </Notice>
  );
}
