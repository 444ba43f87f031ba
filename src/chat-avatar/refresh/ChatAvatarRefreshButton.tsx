'use client';

import { forwardRef, type MouseEvent, useEffect, useRef, useState } from 'react';
import { plainStyle } from '../../avatar/AvatarStyle.js';
import { CONTAINED, containClick } from '../../avatar/containEvents.js';
import { RefreshGlyph } from '../../avatar/glyphs.js';
import type { AvatarPartRenderProps } from '../../avatar/parts/AvatarPart.js';
import type { RenderedButton } from '../../avatar/parts/RefreshButton.js';
import { FIRST_REFRESH_LABELS } from '../../avatar/refresh/firstRefreshLabels.js';
import type { ChatPictureError } from '../../chat/ChatPictureError.js';
import { codeNotLoaded } from '../../chat/codeNotLoaded.js';
import { callSafely } from '../../lib/callSafely.js';
import { lazyCode } from '../../lib/lazyCode.js';
import { withDefaults } from '../../lib/withDefaults.js';
import { refreshCode } from '../../query/refresh/refreshCode.js';
import { IDLE } from '../../query/refresh/refreshStore.js';
import { useRefreshState } from '../../query/refresh/useRefresh.js';
import { useChatAvatarContext } from '../ChatAvatarContext.js';
import { warnAboutRefreshButtonProps } from '../propWarnings.js';
import type { ChatAvatarRefreshButtonProps } from './ChatAvatarRefreshButtonProps.js';
import type { LoadedRefreshButton } from './LoadedRefreshButton.js';

/**
 * The seam of the refresh button: what it does, says and shows after a press is behind this `import()`, and the first paint does
 * not load it. Write new behaviour in `LoadedRefreshButton.tsx` and what it imports, not here.
 */
const buttonCode = /* @__PURE__ */ lazyCode(async () => {
  // Together, so that a press on the loaded button is busy at once.
  const [code] = await Promise.all([import('./LoadedRefreshButton.js'), refreshCode(() => {})]);
  return code;
}, codeNotLoaded);

/**
 * Refreshes the avatar's picture from WhatsApp itself, and announces the outcome. Renders a `<button>`.
 *
 * Progressive enhancement. The button stands in the server's HTML and can be pressed at once. The rest of its code loads when the
 * pointer or the focus comes to it, or with the first press, which is busy meanwhile. It is the same element before and after.
 */
export const ChatAvatarRefreshButton = forwardRef<HTMLButtonElement, ChatAvatarRefreshButtonProps>(
  function ChatAvatarRefreshButton({ render, ...given }, ref) {
    if (process.env.NODE_ENV !== 'production') warnAboutRefreshButtonProps({ render, ...given });
    const props = { ...given, style: plainStyle(given.style) };
    const { id, text, label, labels } = useChatAvatarContext('ChatAvatar.RefreshButton');
    const [Loaded, setLoaded] = useState<typeof LoadedRefreshButton>();
    const [button, setButton] = useState<RenderedButton>();
    const [isPressed, setPressed] = useState(false);
    const pressed = useRef<HTMLElement>(null);
    const [failure, setFailure] = useState<string>();
    const isIdle = useRefreshState(id, text) === IDLE;

    const load = () => buttonCode((code) => setLoaded(() => code.LoadedRefreshButton));
    const preload = () => {
      load().catch(() => {});
    };
    const preloadAnd =
      <E,>(handler: ((event: E) => void) | undefined) =>
      (event: E) => {
        preload();
        handler?.(event);
      };
    const press = (event: MouseEvent<HTMLElement>) => {
      containClick(event);
      pressed.current = event.currentTarget;
      setPressed(true);
      load().catch((error: ChatPictureError) => {
        setPressed(false);
        setFailure(words.failed(labels.network ?? 'No connection'));
        callSafely(props.onRefreshed, error);
      });
    };
    // biome-ignore lint/correctness/useExhaustiveDependencies: another avatar of the chat refreshes, and this button shows it.
    useEffect(() => {
      if (!isIdle) preload();
    }, [isIdle]);
    useEffect(() => {
      if (!button || !isPressed) return;
      // In a task of its own: this effect may run within a press of Enter, in which Chromium ignores `click()`.
      const timer = setTimeout(() => {
        setPressed(false);
        // Once: the click renders again before the state is set.
        const element = pressed.current;
        pressed.current = null;
        element?.click();
      });
      return () => clearTimeout(timer);
    }, [button, isPressed]);
    const words = withDefaults(FIRST_REFRESH_LABELS, labels, props.labels);
    const { labels: _labels, onRefreshed: _onRefreshed, title: _title, ...attributes } = props;
    const word = isPressed ? words.refreshing : words.refresh(label);
    const busy = isPressed ? true : undefined;
    const state = isPressed ? 'busy' : (button?.state ?? 'ready');
    const own = {
      'data-chat-avatar-refresh': state,
      'aria-label': word,
      'aria-busy': busy,
      'aria-disabled': busy,
    };
    const first = {
      ...CONTAINED,
      ...attributes,
      onPointerEnter: preloadAnd(props.onPointerEnter),
      onFocus: preloadAnd(props.onFocus),
      ref,
      type: 'button' as const,
      // Its own bubble is part of the code that is missing.
      title: failure,
      onClick: press,
      children: <RefreshGlyph />,
      ...own,
    };
    // The code that has arrived is ready, until it gets the press.
    const all = button ? { ...button.props, ...(isPressed && own) } : first;
    return (
      <>
        {typeof render === 'function' ? render(all as AvatarPartRenderProps, { state }) : <button {...all} />}
        {Loaded && <Loaded {...props} ref={ref} onRender={setButton} />}
        {/* One for both codes: screen readers would announce the same words in a second one again. */}
        <span role="status" data-chat-avatar-hidden="">
          {isPressed ? word : button ? button.said : failure}
        </span>
      </>
    );
  },
);
