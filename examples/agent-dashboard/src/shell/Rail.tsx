import { usePreferences } from '../preferences/PreferencesProvider.js';
import { useTexts } from '../texts/useTexts.js';
import { Icon, type IconName } from '../ui/Icon.js';
import { IconButton } from '../ui/IconButton.js';
import { useMediaQuery } from '../ui/useMediaQuery.js';
import type { View } from '../useRoute.js';

const PAGES: readonly { view: View; icon: IconName }[] = [
  { view: 'inbox', icon: 'inbox' },
  { view: 'contacts', icon: 'contacts' },
  { view: 'faces', icon: 'faces' },
];

interface RailProps {
  view: View;
  unread: number;
  onNavigate: (view: View) => void;
}

/** The narrow bar at the side: where to go, and how everything looks. */
export function Rail({ view, unread, onNavigate }: RailProps) {
  const texts = useTexts();
  const { theme, language, set } = usePreferences();
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const isDark = theme === 'system' ? systemIsDark : theme === 'dark';
  return (
    <nav className="rail" aria-label={texts.navigation}>
      <span className="rail-mark" aria-hidden="true">
        <svg viewBox="0 0 32 32" width="2.25rem" height="2.25rem" aria-hidden="true">
          <rect width="32" height="32" rx="9" />
          <circle cx="16" cy="12.5" r="5" />
          <path d="M6.5 26.5c1-5.5 4.8-7.5 9.5-7.5s8.5 2 9.5 7.5z" />
        </svg>
      </span>
      {PAGES.map((page) => (
        <button
          key={page.view}
          type="button"
          className="rail-item"
          aria-current={view === page.view ? 'page' : undefined}
          onClick={() => onNavigate(page.view)}
        >
          <span className="rail-icon">
            <Icon name={page.icon} size={22} />
            {page.view === 'inbox' && unread > 0 ? <span className="rail-dot" /> : null}
          </span>
          <span className="rail-label">{texts[page.view]}</span>
          {page.view === 'inbox' && unread > 0 ? (
            <span className="visually-hidden">{texts.unreadConversations(unread)}</span>
          ) : null}
        </button>
      ))}
      <span className="rail-space" />
      <IconButton
        icon="direction"
        label={texts.useOtherDirection}
        onClick={() => set({ language: language === 'ar' ? 'en' : 'ar' })}
      />
      <IconButton
        icon={isDark ? 'sun' : 'moon'}
        label={isDark ? texts.useLight : texts.useDark}
        onClick={() => set({ theme: isDark ? 'light' : 'dark' })}
      />
    </nav>
  );
}
