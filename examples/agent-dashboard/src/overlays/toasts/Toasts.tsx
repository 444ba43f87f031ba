import { useEffect, useState } from 'react';
import { useTexts } from '../../texts/useTexts.js';
import { Icon } from '../../ui/Icon.js';
import { IconButton } from '../../ui/IconButton.js';
import type { Toast } from './Toast.js';

/** Time to read a sentence. In ms. */
const SHOWN_FOR = 6000;

interface ToastsProps {
  toasts: readonly Toast[];
  onDismiss: (id: number) => void;
}

/** The live region is always in the page, so that screen readers announce each toast that comes into it. */
export function Toasts({ toasts, onDismiss }: ToastsProps) {
  const show = (toast: Toast) => <ToastLine key={toast.id} toast={toast} onDismiss={onDismiss} />;
  return (
    <div className="toasts">
      {toasts.filter(({ isSilent }) => isSilent).map(show)}
      <div role="status">{toasts.filter(({ isSilent }) => !isSilent).map(show)}</div>
    </div>
  );
}

function ToastLine({ toast, onDismiss }: { toast: Toast; onDismiss: (id: number) => void }) {
  const texts = useTexts();
  // A toast that is being read or dismissed stays.
  const [hasPointer, setHasPointer] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const isHeld = hasPointer || hasFocus;

  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => onDismiss(toast.id), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [isHeld, onDismiss, toast.id]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only stop the clock
    <div
      className="toast"
      onPointerEnter={() => setHasPointer(true)}
      onPointerLeave={() => setHasPointer(false)}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
    >
      <Icon name={toast.icon} size={18} />
      <p dir="auto">{toast.text}</p>
      <IconButton icon="close" label={texts.dismiss} onClick={() => onDismiss(toast.id)} />
    </div>
  );
}
