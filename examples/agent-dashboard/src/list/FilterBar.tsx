import { useMemo } from 'react';
import type { Chat } from '../chats/Chat.js';
import { type Filter, searchChats } from '../chats/searchChats.js';
import { useTexts } from '../texts/useTexts.js';

const FILTERS: readonly Filter[] = ['all', 'unread', 'groups'];

interface FilterBarProps {
  filter: Filter;
  chats: readonly Chat[];
  onChange: (filter: Filter) => void;
}

export function FilterBar({ filter, chats, onChange }: FilterBarProps) {
  const texts = useTexts();
  const unread = useMemo(() => searchChats(chats, '', 'unread').length, [chats]);
  return (
    <div className="filters" role="group" aria-label={texts.filter}>
      {FILTERS.map((each) => (
        <button
          key={each}
          type="button"
          className="filter"
          aria-pressed={filter === each}
          onClick={() => onChange(each)}
        >
          {texts[each]}
          {each === 'unread' && unread > 0 ? <span className="filter-count">{unread}</span> : null}
        </button>
      ))}
    </div>
  );
}
