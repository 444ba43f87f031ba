import { useContext } from 'react';
import { ToastContext } from '../overlays/toasts/ToastsProvider.js';
import { useTexts } from '../texts/useTexts.js';
import { IconButton } from './IconButton.js';

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const texts = useTexts();
  const toast = useContext(ToastContext);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast('check', texts.copied(text));
    } catch {
      // Browsers refuse it over plain HTTP and without permission.
      toast('warning', texts.notCopied);
    }
  };
  return <IconButton icon="copy" label={label} className="copy" onClick={() => void copy()} />;
}
