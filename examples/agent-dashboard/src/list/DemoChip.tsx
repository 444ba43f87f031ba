import { useTexts } from '../texts/useTexts.js';

/** Says that nobody here is real. */
export function DemoChip() {
  const texts = useTexts();
  return (
    <span className="demo-chip" title={texts.demoHint}>
      {texts.demo}
    </span>
  );
}
