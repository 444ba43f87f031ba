'use client';

import {
  type ComponentPropsWithoutRef,
  type FocusEvent,
  forwardRef,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useImperativeHandle,
  useLayoutEffect,
  useState,
} from 'react';
import { isRenderable } from '../../lib/isRenderable.js';
import { pageId } from '../../lib/pageId.js';
import { CONTAINED, containClick, stopActivation } from '../containEvents.js';
import { RefreshGlyph } from '../glyphs.js';
import { Bubble } from '../refresh/bubble/Bubble.js';
import { useBubble } from '../refresh/bubble/useBubble.js';
import { CountdownRing } from '../refresh/CountdownRing.js';
import { OutcomeGlyph, SpinnerGlyph } from '../refresh/outcomeGlyphs.js';
import type { RefreshLabels } from '../refresh/RefreshLabels.js';
import type { LastRefresh } from '../refresh/RefreshOutcome.js';
import { useRefreshStyles } from '../refresh/styles/useRefreshStyles.js';
import { useLastRefresh } from '../refresh/useLastRefresh.js';
import { useOverlay } from '../refresh/useOverlay.js';
import { useSecondsUntil } from '../refresh/useSecondsUntil.js';
import type { AvatarPartRenderProps } from './AvatarPart.js';

/** The state of the refresh button, for its `render`. */
export interface RefreshButtonState {
  /** The value of `data-chat-avatar-refresh`. */
  state: 'ready' | 'busy' | 'unavailable';
}

/** The props of the `<button>`, its state, and what its live region says. */
export interface RenderedButton extends RefreshButtonState {
  props: AvatarPartRenderProps;
  said: string | undefined;
}

interface RefreshButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'type'> {
  /** Takes the button, before the browser paints. */
  onRender: (button: RenderedButton) => void;
  /** Names the button. */
  name: string;
  busy: boolean;
  /** When it can be pressed again, in ms since the epoch. 0: it can be pressed now. */
  availableAt: number;
  /** The progress or outcome of the last press. */
  last?: LastRefresh | undefined;
  /** The state of the picture in words, for the bubble. Called while the bubble is open. */
  describe?: (() => string | undefined) | undefined;
  labels: RefreshLabels;
}

/**
 * The refresh action, with its outcome as a glyph, in a bubble and in a live region. While busy or unavailable it keeps its focus and
 * describes its state. Renders the bubble, and leaves the `<button>` and the live region to `onRender`.
 */
export const RefreshButton = forwardRef<HTMLButtonElement, RefreshButtonProps>(function RefreshButton(
  { name, busy, availableAt, last, describe, labels, title, onRender, ...props },
  ref,
) {
  const [id] = useState(pageId);
  const seconds = useSecondsUntil(availableAt);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  useImperativeHandle(ref, () => button as HTMLButtonElement, [button]);
  const { isOpen, press, ofButton, ofBubble } = useBubble(button, busy, last);
  useRefreshStyles(button);
  useOverlay(button);
  const { outcome, words } = useLastRefresh(last, isOpen);

  const isUnavailable = !busy && seconds > 0;
  const state = busy ? 'busy' : isUnavailable ? 'unavailable' : 'ready';
  const isRemembered = words !== undefined || isUnavailable;
  const failure = last?.outcome === 'error' && !busy && isRemembered ? last.said : undefined;
  // The words of the outcome say already that the picture was checked.
  const waiting = failure
    ? labels.tryAgain
    : words === undefined
      ? labels.unavailable
      : labels.availableAgain;
  const wait = isUnavailable ? waiting(seconds) : undefined;
  const shown = busy ? undefined : outcome;
  const attributes = {
    ...CONTAINED,
    ...props,
    ref: setButton,
    type: 'button' as const,
    'data-chat-avatar-refresh': state,
    'data-outcome': shown,
    'aria-label': busy ? labels.refreshing : labels.refresh(name),
    'aria-busy': busy || undefined,
    // Not `disabled`: that would drop the focus.
    'aria-disabled': busy || isUnavailable || undefined,
    onPointerEnter: both(ofButton.onPointerEnter, props.onPointerEnter),
    onPointerLeave: both(ofButton.onPointerLeave, props.onPointerLeave),
    onFocus: both(ofButton.onFocus, props.onFocus),
    onBlur: both(ofButton.onBlur, props.onBlur),
    onKeyDown: both(stopActivation, props.onKeyDown),
    onClick: (event: MouseEvent<HTMLButtonElement>) => {
      press(event.currentTarget);
      // The user's handler runs first: its `preventDefault()` cancels the refresh.
      if (!busy && !isUnavailable) props.onClick?.(event);
      containClick(event);
    },
    children: (
      <>
        {isUnavailable ? <CountdownRing key={availableAt} end={availableAt} /> : null}
        {busy ? <SpinnerGlyph /> : shown ? <OutcomeGlyph outcome={shown} /> : <RefreshGlyph />}
      </>
    ),
  };
  const own = isRenderable(title) ? title : undefined;
  const headline = busy ? labels.refreshing : (failure ?? words ?? own ?? labels.refresh(name));
  const detail = wait ?? (isOpen && !busy ? describe?.() : undefined);
  // By its lines: assistive technology reads all of an element that is referenced while it is hidden.
  const lines = [failure && `${id}headline`, detail && `${id}detail`].filter(Boolean).join(' ');
  const described = { ...attributes, 'aria-describedby': lines || undefined };
  useLayoutEffect(() => onRender({ props: described as AvatarPartRenderProps, state, said: last?.said }));
  return (
    <Bubble
      {...ofBubble}
      id={id}
      headline={headline}
      // The live region has said the outcome, and the name of the button is its own.
      isHeadlineSilent={detail !== undefined && failure === undefined}
      detail={detail}
    />
  );
});

type Handler<Event> = (event: Event) => void;

/** The library's handler, and the user's own. */
function both<Event extends FocusEvent | KeyboardEvent | PointerEvent>(
  ours: Handler<Event>,
  own: Handler<Event> | undefined,
): Handler<Event> {
  return (event) => {
    ours(event);
    own?.(event);
  };
}
