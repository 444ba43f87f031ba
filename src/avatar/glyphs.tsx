const box = {
  'data-chat-avatar-glyph': '',
  viewBox: '0 0 24 24',
  fill: 'currentColor',
  stroke: 'none',
  focusable: false,
} as const;

/** The fallback for a person without initials: a phone number or an empty name. */
export function PersonGlyph() {
  return (
    <svg aria-hidden="true" {...box}>
      <circle cx="12" cy="8.25" r="4.25" />
      <path d="M12 14.25c-4.4 0-7.75 2.3-7.75 5.2 0 .6.5 1.05 1.1 1.05h13.3c.6 0 1.1-.45 1.1-1.05 0-2.9-3.35-5.2-7.75-5.2Z" />
    </svg>
  );
}

/** The fallback for a group without initials. */
export function GroupGlyph() {
  return (
    <svg aria-hidden="true" {...box}>
      <circle cx="8.5" cy="9" r="3.4" />
      <path d="M8.5 13.9c-3.6 0-6.35 1.85-6.35 4.2 0 .5.4.9.9.9h10.9c.5 0 .9-.4.9-.9 0-2.35-2.75-4.2-6.35-4.2Z" />
      <path d="M15.6 12.2a3 3 0 1 0-1.55-5.57 5.2 5.2 0 0 1 .2 4.95c.4.4.85.62 1.35.62Zm-.35 1.6c1.15 1.05 1.8 2.4 1.8 3.95 0 .45-.08.87-.22 1.25h4.15c.5 0 .87-.4.87-.9 0-2.3-2.5-4.6-6.25-4.6-.12 0-.24.1-.35.3Z" />
    </svg>
  );
}

export function RefreshGlyph() {
  return (
    <svg
      aria-hidden="true"
      {...box}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.25"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M20 11.5a8 8 0 1 0-2.1 6.1" />
      <path d="M20.4 5.6v5.9h-5.9" />
    </svg>
  );
}

export function LockGlyph() {
  return (
    <svg aria-hidden="true" {...box}>
      <path d="M17 10V8A5 5 0 0 0 7 8v2a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-6a2 2 0 0 0-2-2Zm-7.5-2a2.5 2.5 0 0 1 5 0v2h-5V8Z" />
    </svg>
  );
}
