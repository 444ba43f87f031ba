import { useTexts } from '../texts/useTexts.js';

/** Says that the people are made up. */
export function DemoChip() {
  const texts = useTexts();
  return (
    <span className="demo-chip" title={texts.demoHint}>
      {texts.demo}
    </span>
  );
}
