'use client';

import {
  type ComponentPropsWithoutRef,
  forwardRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useEffect,
  useId,
  useState,
} from 'react';
import { CONTAINED, containClick, stopActivation } from '../containEvents.js';
import { RefreshGlyph } from '../glyphs.js';
import type { AvatarPartRenderProps } from './AvatarPart.js';
import { FIRST_REFRESH_LABELS } from './firstRefreshLabels.js';

/** The texts of the refresh button: its name, its tooltip and its announcements. Translate all or some. */
export interface RefreshLabels {
  /** @default 'Refresh picture of {name}', or 'Refresh picture' without a name */
  refresh: (name: string) => string;
  /** @default 'Refreshing picture…' */
  refreshing: string;
  /** Why the button is unavailable. @default 'Refreshed a moment ago. Available again in about {seconds} s.' */
  unavailable: (seconds: number) => string;
  /** The same after a failure, behind `failed`. @default 'Try again in about {seconds} s.' */
  tryAgain: (seconds: number) => string;
  /** The outcome, announced politely. */
  updated: string;
  unchanged: string;
  kept: string;
  throttled: string;
  failed: (message: string) => string;
}

export const DEFAULT_REFRESH_LABELS: RefreshLabels = {
  ...FIRST_REFRESH_LABELS,
  unavailable: (seconds) => `Refreshed a moment ago. Available again in about ${seconds} s.`,
  tryAgain: (seconds) => `Try again in about ${seconds} s.`,
  updated: 'Picture updated.',
  unchanged: 'The picture has not changed.',
  kept: 'WhatsApp gave no picture this time. The one you see was kept.',
  throttled: 'Refreshed a moment ago. Nothing was sent.',
};

/** The state of the refresh button, for its `render`. */
export interface RefreshButtonState {
  /** The value of `data-chat-avatar-refresh`. */
  state: 'ready' | 'busy' | 'unavailable';
}

export interface RefreshButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'type'> {
  /** Renders another element instead of `<button>`. Spread the props; they include `ref` and `children`. */
  render?: ((props: AvatarPartRenderProps, state: RefreshButtonState) => ReactElement) | undefined;
  /** Names the button. */
  name: string;
  busy: boolean;
  /** When it can be pressed again, in ms since the epoch. 0: it can be pressed now. */
  availableAt: number;
  /** The progress or outcome of the last press, for screen readers. */
  announcement?: string | undefined;
  /** Why the last press failed: shown in the tooltip, and part of the description. */
  failure?: string | undefined;
  labels?: Partial<RefreshLabels> | undefined;
}

/** The refresh action. While busy or unavailable it keeps its focus and describes its state. Renders a `<button>`. */
export const RefreshButton = forwardRef<HTMLButtonElement, RefreshButtonProps>(function RefreshButton(
  { name, busy, availableAt, announcement, failure, labels, title, render, onClick, onKeyDown, ...props },
  ref,
) {
  const texts = { ...DEFAULT_REFRESH_LABELS, ...labels };
  const id = useId();
  const seconds = useSecondsUntil(availableAt);
  const isUnavailable = !busy && seconds > 0;
  const wait = failure ? `${failure} ${texts.tryAgain(seconds)}` : texts.unavailable(seconds);
  const reason = isUnavailable ? wait : failure;
  const state = busy ? 'busy' : isUnavailable ? 'unavailable' : 'ready';
  const button = {
    ...CONTAINED,
    ...props,
    ref,
    type: 'button' as const,
    'data-chat-avatar-refresh': state,
    'aria-label': busy ? texts.refreshing : texts.refresh(name),
    'aria-busy': busy || undefined,
    // Not `disabled`: that would drop the focus.
    'aria-disabled': busy || isUnavailable || undefined,
    'aria-describedby': reason ? id : undefined,
    onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => {
      stopActivation(event);
      onKeyDown?.(event);
    },
    onClick: (event: MouseEvent<HTMLButtonElement>) => {
      // The user's handler runs first: its `preventDefault()` cancels the refresh.
      if (!busy && !isUnavailable) onClick?.(event);
      containClick(event);
    },
    children: (
      // On the button itself, assistive technology would tell the tooltip as well as the name.
      <span aria-hidden="true" title={title ?? (busy ? texts.refreshing : (reason ?? texts.refresh(name)))}>
        <RefreshGlyph />
      </span>
    ),
  };
  return (
    <>
      {render ? render(button as AvatarPartRenderProps, { state }) : <button {...button} />}
      {reason ? (
        <span id={id} data-chat-avatar-hidden="">
          {reason}
        </span>
      ) : null}
      <span role="status" data-chat-avatar-hidden="">
        {announcement}
      </span>
    </>
  );
});

const STEP = 10;

/** Whole tens of seconds until then, so that a screen reader is not interrupted every second. */
function useSecondsUntil(time: number): number {
  const [, renderAgain] = useState(0);
  const seconds = time === 0 ? 0 : Math.max(0, Math.ceil((time - Date.now()) / (STEP * 1000)) * STEP);
  useEffect(() => {
    if (seconds === 0) return;
    const untilNextStep = time - Date.now() - (seconds - STEP) * 1000;
    const timer = setTimeout(() => renderAgain((count) => count + 1), Math.max(untilNextStep, 100));
    return () => clearTimeout(timer);
  }, [time, seconds]);
  return seconds;
}
