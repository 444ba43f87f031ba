import { ChatPictureError, type RefreshResult } from 'chat-avatar';
import { useCallback, useContext } from 'react';
import { ToastContext } from '../overlays/toasts/ToastsProvider.js';
import { useTexts } from '../texts/useTexts.js';
import type { IconName } from '../ui/Icon.js';

const ICONS: Record<RefreshResult['outcome'], IconName> = {
  updated: 'check',
  unchanged: 'check',
  kept: 'hidden',
  throttled: 'clock',
};

/** For `onRefreshed`: shows the outcome of an avatar's own refresh button, which tells screen readers itself. */
export function useRefreshToast() {
  const texts = useTexts();
  const toast = useContext(ToastContext);
  return useCallback(
    (result: RefreshResult | ChatPictureError) => {
      if (result instanceof ChatPictureError) toast('warning', texts.errors[result.code], true);
      else toast(ICONS[result.outcome], texts.outcome[result.outcome], true);
    },
    [texts, toast],
  );
}
