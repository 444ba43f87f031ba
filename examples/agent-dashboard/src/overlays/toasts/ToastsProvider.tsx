import { createContext, type ReactNode, useCallback, useState } from 'react';
import type { IconName } from '../../ui/Icon.js';
import type { Toast } from './Toast.js';
import { Toasts } from './Toasts.js';

/** More at once would be a wall. */
const MOST = 3;

/** Shows a short message for some seconds. `isSilent`: screen readers were told by what the person pressed. */
export const ToastContext = createContext<(icon: IconName, text: string, isSilent?: boolean) => void>(
  () => {},
);

export function ToastsProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);

  const show = useCallback((icon: IconName, text: string, isSilent = false) => {
    setToasts((before) => {
      const id = (before.at(-1)?.id ?? 0) + 1;
      // The same words again replace the earlier ones.
      const others = before.filter((toast) => toast.text !== text);
      return [...others, { id, icon, text, isSilent }].slice(-MOST);
    });
  }, []);
  const dismiss = useCallback((id: number) => {
    setToasts((before) => before.filter((toast) => toast.id !== id));
  }, []);

  return (
    <ToastContext value={show}>
      {children}
      <Toasts toasts={toasts} onDismiss={dismiss} />
    </ToastContext>
  );
}
