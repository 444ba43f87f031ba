/**
 * The look of the refresh button and its bubble. Written like `styles.css`: one class of the user's wins over each rule, and a reset of
 * bare elements does not. It is no file, so bundlers do not lower `light-dark()` in it.
 *
 * Custom properties, on the avatar or any ancestor: --chat-avatar-bubble-background, --chat-avatar-bubble-foreground,
 * --chat-avatar-updated, --chat-avatar-kept, --chat-avatar-throttled, --chat-avatar-failed, --chat-avatar-countdown.
 */
export const REFRESH_STYLES = `
@layer reset, base;

:where(
  [data-chat-avatar-countdown],
  [data-chat-avatar-countdown] *,
  [data-chat-avatar-bubble],
  [data-chat-avatar-bubble] span
):not(a a a a a a a a),
:where([data-chat-avatar-bubble]):not(a a a a a a a a)::before,
:where([data-chat-avatar-bubble]):not(a a a a a a a a)::after {
  all: revert-layer;
}

@layer base {
  :where([data-chat-avatar-bubble], [data-chat-avatar-bubble] span):not(a a a a a a a a),
  :where([data-chat-avatar-bubble]):not(a a a a a a a a)::before,
  :where([data-chat-avatar-bubble]):not(a a a a a a a a)::after {
    all: revert;
  }

  [data-chat-avatar-refresh] {
    cursor: pointer;
  }

  [data-chat-avatar-refresh]:hover::before {
    background: color-mix(in srgb, Canvas 88%, gray);
  }

  [data-chat-avatar-refresh="unavailable"] {
    color: color-mix(in srgb, CanvasText 62%, Canvas);
    cursor: not-allowed;
  }

  [data-chat-avatar-refresh="busy"] {
    cursor: progress;
  }

  [data-chat-avatar-refresh="busy"] [data-chat-avatar-glyph] {
    animation: chat-avatar-spin 0.8s linear infinite;
  }

  /* The outcome: a shape, and a colour that repeats it. */
  [data-chat-avatar-refresh][data-outcome] {
    color: CanvasText;
  }

  @supports (color: light-dark(red, red)) {
    [data-chat-avatar-refresh][data-outcome="updated"] {
      color: var(--chat-avatar-updated, light-dark(#0a7449, #4fdc9c));
    }

    [data-chat-avatar-refresh][data-outcome="kept"] {
      color: var(--chat-avatar-kept, light-dark(#1b5fc1, #86b9ff));
    }

    [data-chat-avatar-refresh][data-outcome="throttled"] {
      color: var(--chat-avatar-throttled, light-dark(#8a5a00, #f5c25b));
    }

    [data-chat-avatar-refresh][data-outcome="error"] {
      color: var(--chat-avatar-failed, light-dark(#bd261c, #ff958c));
    }
  }

  /* The cool-down runs down around the button. */
  [data-chat-avatar-countdown] {
    position: absolute !important;
    inset: -1px !important;
    inline-size: auto !important;
    block-size: auto !important;
    margin: 0 !important;
    overflow: visible;
    rotate: -90deg;
    color: var(--chat-avatar-countdown, color-mix(in srgb, #2b82f0 80%, CanvasText));
    stroke-width: 2.5;
    pointer-events: none;
  }

  [data-chat-avatar-countdown] circle {
    stroke-dasharray: 1;
    animation: chat-avatar-countdown linear;
  }

  /* On a small avatar: a scrim over the whole face, on hover and focus. White on it has a contrast of 5:1 over any picture. */
  [data-chat-avatar-refresh][data-overlay] {
    border-radius: inherit;
    color-scheme: dark;
    opacity: 0;
    transition: opacity 120ms;
  }

  [data-chat-avatar-refresh][data-overlay]:is(:hover, :focus-visible, [data-outcome], [aria-busy]) {
    opacity: 1;
  }

  [data-chat-avatar-refresh][data-overlay]:is(:hover, :focus-visible, [data-outcome], [aria-busy])::before {
    backdrop-filter: blur(1.5px);
  }

  [data-chat-avatar-refresh][data-overlay]::before {
    inset: 0;
    border: 0;
    background: rgb(0 0 0 / 0.64);
    box-shadow: none;
  }

  [data-chat-avatar-refresh][data-overlay]:not([data-outcome]) {
    color: #fff;
  }

  [data-chat-avatar-refresh][data-overlay] [data-chat-avatar-glyph] {
    --_glyph: clamp(14px, 46%, 18px);
  }

  [data-chat-avatar-refresh][data-overlay] [data-chat-avatar-countdown] {
    inset: calc(50% - min(50% - 1px, 16px)) !important;
    color: #fff;
  }

  /* Where nothing hovers, its box is empty, and a refresh from a menu covers no letter: the menu says the outcome. */
  @media (hover: none) {
    [data-chat-avatar-refresh][data-overlay]:focus-visible {
      --_ca-edge: min(0px, (100% - 24px) / 2);
      inset: var(--_ca-edge) auto auto var(--_ca-edge);
      --_part: max(24px, 100%);
    }

    [data-chat-avatar-refresh][data-overlay]:not(:focus-visible) {
      opacity: 0;
    }
  }

  [data-chat-avatar-bubble] {
    box-sizing: border-box;
    /* Rules of a page for the elements of a row must not move it, or open it. */
    position: fixed !important;
    z-index: 2;
    display: block !important;
    inset: auto;
    inline-size: max-content !important;
    max-inline-size: min(20em, 100vw - 16px) !important;
    margin: 0 !important;
    padding: 7px 10px !important;
    overflow: visible;
    /* Forced colours paint it. */
    border: 1px solid transparent;
    border-radius: 8px;
    background: var(--chat-avatar-bubble-background, color-mix(in srgb, CanvasText 88%, Canvas)) border-box;
    color: var(--chat-avatar-bubble-foreground, Canvas);
    /* As large as the person has set, but no larger than the text of a page whose rem is large for its layout. */
    font-size: max(13px, min(0.8125rem, 1em));
    font-weight: 400;
    line-height: 1.4;
    text-align: start;
    white-space: normal;
    overflow-wrap: anywhere;
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.24);
    cursor: auto;
    user-select: text;
    /* Not inherited from an avatar that lets presses through. The pointer may rest on it (WCAG 1.4.13). */
    pointer-events: auto;
  }

  [data-chat-avatar-bubble="closed"] {
    display: none !important;
  }

  [data-chat-avatar-bubble] span {
    position: static !important;
    display: block !important;
    margin: 0 !important;
    padding: 0 !important;
    /* Words of another direction than the page. */
    unicode-bidi: plaintext;
  }

  [data-chat-avatar-bubble] span span {
    display: inline !important;
    unicode-bidi: normal;
    white-space: nowrap;
  }

  [data-chat-avatar-bubble] > span + span {
    opacity: 0.82;
  }

  /* The way of the pointer from the button to the bubble, which may be as long as the face is high. */
  [data-chat-avatar-bubble]::before {
    content: "";
    position: absolute;
    top: 0;
    bottom: 0;
    left: calc(var(--_ca-caret) - 20px);
    inline-size: 40px;
    z-index: -1;
  }

  [data-chat-avatar-bubble][data-side="above"]::before {
    bottom: calc(-1px - var(--_ca-way));
  }

  [data-chat-avatar-bubble][data-side="below"]::before {
    top: calc(-1px - var(--_ca-way));
  }

  [data-chat-avatar-bubble]::after {
    content: "";
    position: absolute;
    left: calc(var(--_ca-caret) - 5px);
    inline-size: 8px;
    block-size: 8px;
    rotate: 45deg;
    background: inherit;
    pointer-events: none;
  }

  [data-chat-avatar-bubble][data-side="above"]::after {
    bottom: -4px;
  }

  [data-chat-avatar-bubble][data-side="below"]::after {
    top: -4px;
  }

  @media (prefers-reduced-motion: reduce) {
    [data-chat-avatar-refresh="busy"] [data-chat-avatar-glyph] {
      animation: chat-avatar-pulse 1s ease-in-out infinite alternate;
    }

    [data-chat-avatar-countdown] circle {
      animation: none;
    }

    [data-chat-avatar-refresh][data-overlay] {
      transition: none;
    }
  }

  @media print {
    [data-chat-avatar-bubble] {
      display: none !important;
    }
  }

  @media (forced-colors: active) {
    /* Not the button: Chromium does not always paint the border of its circle again. */
    [data-chat-avatar-refresh="unavailable"]:not([data-outcome]) [data-chat-avatar-glyph] {
      color: GrayText;
    }

    [data-chat-avatar-refresh]:is([data-outcome], [data-overlay]) {
      color: CanvasText;
    }

    [data-chat-avatar-countdown],
    [data-chat-avatar-refresh][data-overlay] [data-chat-avatar-countdown] {
      color: Highlight;
    }

    [data-chat-avatar-refresh][data-overlay]::before {
      border: 1px solid;
      background: Canvas;
    }

    [data-chat-avatar-bubble] {
      background: Canvas;
      color: CanvasText;
      border-color: CanvasText;
    }

    [data-chat-avatar-bubble]::after {
      display: none;
    }
  }
}

@keyframes chat-avatar-spin {
  to {
    rotate: 1turn;
  }
}

@keyframes chat-avatar-pulse {
  to {
    stroke-opacity: 0.4;
  }
}

@keyframes chat-avatar-countdown {
  to {
    stroke-dashoffset: 1;
  }
}
`;
