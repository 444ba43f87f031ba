import type { Filter } from '../chats/searchChats.js';
import { useTexts } from '../texts/useTexts.js';
import { Notice } from '../ui/Notice.js';

interface NothingToListProps {
  query: string;
  filter: Filter;
  onShowAll: () => void;
  /** Given while there are conversations that were not loaded, and so not searched. */
  onLoadMore?: () => void;
}

export function NothingToList({ query, filter, onShowAll, onLoadMore }: NothingToListProps) {
  const texts = useTexts();
  const reasons = { all: texts.noConversations, unread: texts.nothingUnread, groups: texts.noGroups };
  return (
    <Notice
      icon={query ? 'search' : 'inbox'}
      title={query ? texts.nothingFound : texts.nothingHere}
      role="status"
    >
      <p>{query ? texts.nothingFoundFor(query) : reasons[filter]}</p>
      {query || filter !== 'all' ? (
        <button type="button" className="button" onClick={onShowAll}>
          {texts.showAll}
        </button>
      ) : null}
      {onLoadMore ? (
        <button type="button" className="button" onClick={onLoadMore}>
          {texts.loadOlder}
        </button>
      ) : null}
    </Notice>
  );
}
