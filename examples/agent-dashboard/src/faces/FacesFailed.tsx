import { useTexts } from '../texts/useTexts.js';
import { Notice } from '../ui/Notice.js';

interface FacesFailedProps {
  error: Error;
  isFetching: boolean;
  onRetry: () => void;
}

export function FacesFailed({ error, isFetching, onRetry }: FacesFailedProps) {
  const texts = useTexts();
  return (
    <Notice icon="warning" title={texts.storedFaces.unreadable} role="alert">
      <p dir="auto">{error.message}</p>
      <button type="button" className="button" disabled={isFetching} onClick={onRetry}>
        {texts.tryAgain}
      </button>
    </Notice>
  );
}
