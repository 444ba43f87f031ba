import { useTexts } from '../texts/useTexts.js';
import { Notice } from '../ui/Notice.js';

export function NoFaces({ isOff }: { isOff: boolean }) {
  const { storedFaces: texts } = useTexts();
  return (
    <Notice icon="faces" title={texts.nothingStored} role="status">
      <p>{isOff ? texts.nothingStoredWhileOff : texts.nothingStoredYet}</p>
    </Notice>
  );
}
