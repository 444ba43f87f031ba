import { useTexts } from '../texts/useTexts.js';
import { Icon } from '../ui/Icon.js';
import { wordsOfError } from './wordsOfError.js';

interface UpdateFailedProps {
  title: string;
  error: Error | null;
  onRetry: () => void;
}

/** Above a list that was loaded before and could not be loaded again. */
export function UpdateFailed({ title, error, onRetry }: UpdateFailedProps) {
  const texts = useTexts();
  return (
    <div className="update-failed" role="alert">
      <Icon name="warning" size={18} />
      <p>
        {title} <span dir="auto">{error ? wordsOfError(texts, error) : null}</span>
      </p>
      <button type="button" className="text-button" onClick={onRetry}>
        {texts.tryAgain}
      </button>
    </div>
  );
}
