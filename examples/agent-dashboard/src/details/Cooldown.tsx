import { useTexts } from '../texts/useTexts.js';
import { useNow } from '../ui/useNow.js';

/** Counts down to when WhatsApp may be asked again. */
export function Cooldown({ id, until }: { id: string; until: number }) {
  const texts = useTexts();
  const now = useNow(1000);
  const seconds = Math.max(1, Math.ceil((until - now) / 1000));
  return (
    <p className="hint" id={id}>
      {texts.availableAgain(seconds)}
    </p>
  );
}
