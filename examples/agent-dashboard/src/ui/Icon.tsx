import type { ReactNode } from 'react';

const DRAWINGS = {
  inbox: (
    <>
      <path d="M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z" />
      <path d="M8 8.5h8M8 11.5h5" />
    </>
  ),
  contacts: (
    <>
      <circle cx="9" cy="8.5" r="3.5" />
      <path d="M2.5 19.5c.4-3.7 3-5.5 6.5-5.5s6.1 1.8 6.5 5.5" />
      <path d="M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.6c2 .8 3.2 2.5 3.5 4.9" />
    </>
  ),
  faces: (
    <>
      <path d="M8 3.5H6A2.5 2.5 0 0 0 3.5 6v2M16 3.5h2A2.5 2.5 0 0 1 20.5 6v2M8 20.5H6A2.5 2.5 0 0 1 3.5 18v-2M16 20.5h2a2.5 2.5 0 0 0 2.5-2.5v-2" />
      <circle cx="12" cy="10" r="2.75" />
      <path d="M7 17.25c.5-2.4 2.5-3.5 5-3.5s4.5 1.1 5 3.5" />
    </>
  ),
  hidden: (
    <>
      <path d="M9.9 6.2A9.7 9.7 0 0 1 12 6c4.5 0 7.7 2.8 9.5 6a13 13 0 0 1-2.6 3.3M6.5 7.7A12.5 12.5 0 0 0 2.5 12c1.8 3.2 5 6 9.5 6 1.9 0 3.5-.5 4.9-1.3" />
      <path d="M10 10a2.9 2.9 0 0 0 4 4M4 4l16 16" />
    </>
  ),
  offline: (
    <>
      <path d="M4 4l16 16M9.5 14.5a4 4 0 0 1 5 0M6.5 11.3a8.5 8.5 0 0 1 3.3-1.9M14.5 9.5a8.5 8.5 0 0 1 3 1.8M3.5 8.2a13 13 0 0 1 3.5-2.2M11 5a13 13 0 0 1 9.5 3.2" />
      <path d="M12 18.5v.1" />
    </>
  ),
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2.5" />
      <path d="M15.5 5.5v-.2A1.8 1.8 0 0 0 13.7 3.5H6a2.5 2.5 0 0 0-2.5 2.5v7.7a1.8 1.8 0 0 0 1.8 1.8h.2" />
    </>
  ),
  plus: <path d="M12 5.5v13M5.5 12h13" />,
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m16 16 4.5 4.5" />
    </>
  ),
  close: <path d="m6 6 12 12M18 6 6 18" />,
  back: <path d="M11 5.5 4.5 12l6.5 6.5M5 12h14.5" />,
  sun: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
    </>
  ),
  moon: <path d="M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2z" />,
  direction: (
    <>
      <path d="M4 7.5h14.5M15 4l3.5 3.5L15 11" />
      <path d="M20 16.5H5.5M9 13l-3.5 3.5L9 20" />
    </>
  ),
  refresh: (
    <>
      <path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9" />
      <path d="M19.5 4v5h-5" />
    </>
  ),
  panel: (
    <>
      <rect x="3.5" y="4.5" width="17" height="15" rx="2.5" />
      <path d="M14.5 4.5v15" />
    </>
  ),
  send: <path d="M4 12 20 4.5 14.5 20l-3-6.5zM11.5 13.5 20 4.5" />,
  smile: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9 9.5v.5M15 9.5v.5" />
    </>
  ),
  sent: <path d="m2.5 12.5 4 4 8-9M11.5 15.5l1 1 8-9" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="9.5" rx="2.5" />
      <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />
    </>
  ),
  image: (
    <>
      <rect x="3.5" y="4.5" width="17" height="15" rx="2.5" />
      <circle cx="9" cy="10" r="1.7" />
      <path d="m4 17 4.5-3.5 3 2 4-4.5 5 4.5" />
    </>
  ),
  warning: (
    <>
      <path d="M12 4 21 19.5H3z" />
      <path d="M12 10v4.5M12 17v.2" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5.2l3.2 2" />
    </>
  ),
  phone: (
    <path d="M6.5 3.5h2.3l1.7 4.3-2 1.5a12 12 0 0 0 6.2 6.2l1.5-2 4.3 1.7v2.3a3 3 0 0 1-3.3 3A17 17 0 0 1 3.5 6.8a3 3 0 0 1 3-3.3z" />
  ),
  tag: (
    <>
      <path d="M12.3 3.5H20v7.7l-8.6 8.6a1.5 1.5 0 0 1-2.1 0l-5.6-5.6a1.5 1.5 0 0 1 0-2.1z" />
      <path d="M15.9 8.1v.1" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWINGS;

/** Those that point somewhere, and have to point the other way where lines run from right to left. */
const DIRECTED: ReadonlySet<IconName> = new Set(['back', 'send', 'panel', 'inbox']);

/** Decorative: the words are beside it, or in its button's `aria-label`. As large as the words are: `size` is in px for text of 16 px. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      data-directed={DIRECTED.has(name) || undefined}
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {DRAWINGS[name]}
    </svg>
  );
}
