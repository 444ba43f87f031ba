import { useTexts } from '../texts/useTexts.js';
import { Notice } from '../ui/Notice.js';

interface ListFailedProps {
  error: Error | null;
  isFetching: boolean;
  onRetry: () => void;
}

export function ListFailed({ error, isFetching, onRetry }: ListFailedProps) {
  const texts = useTexts();
  return (
    <Notice icon="warning" title={texts.listFailed} role="alert">
      {error ? <p dir="auto">{error.message}</p> : null}
      <button type="button" className="button" disabled={isFetching} onClick={onRetry}>
        {texts.tryAgain}
      </button>
    </Notice>
  );
}
