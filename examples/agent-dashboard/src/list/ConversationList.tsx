import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Chat } from '../chats/Chat.js';
import type { ChatsStatus } from '../chats/ChatsStatus.js';
import { type Filter, searchChats } from '../chats/searchChats.js';
import { RequestFailed } from '../requests/RequestFailed.js';
import { UpdateFailed } from '../requests/UpdateFailed.js';
import { useTexts } from '../texts/useTexts.js';
import { SearchField } from '../ui/SearchField.js';
import { ConversationRows, type ConversationRowsHandle } from './ConversationRows.js';
import { DemoChip } from './DemoChip.js';
import { FilterBar } from './FilterBar.js';
import { ListSkeleton } from './ListSkeleton.js';
import { NothingToList } from './NothingToList.js';

interface ConversationListProps {
  chats: readonly Chat[];
  openId: string | undefined;
  status: ChatsStatus;
  onOpen: (chatId: string) => void;
}

export function ConversationList({ chats, openId, status, onOpen }: ConversationListProps) {
  const texts = useTexts();
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const rows = useRef<ConversationRowsHandle>(null);
  const deferredQuery = useDeferredValue(query);
  const found = useMemo(
    () => searchChats(chats, deferredQuery, filter, openId),
    [chats, deferredQuery, filter, openId],
  );

  const showAll = () => {
    setQuery('');
    setFilter('all');
  };
  const loadMore = () => {
    if (status.hasNextPage && !status.isFetching && !status.isFetchNextPageError) status.fetchNextPage();
  };
  const retry = () => void (status.isFetchNextPageError ? status.fetchNextPage() : status.refetch());

  return (
    <section className="list-pane" aria-label={texts.conversations} aria-busy={status.isPending}>
      <header className="list-header">
        <div className="list-title">
          <div>
            <h1>{texts.inbox}</h1>
            <span className="list-count" role="status">
              {chats.length > 0 ? texts.conversationCount(found.length) : ''}
            </span>
          </div>
          {status.isDemo ? <DemoChip /> : null}
        </div>
        <SearchField
          value={query}
          label={texts.search}
          hint={texts.searchHint}
          clearLabel={texts.clearSearch}
          onChange={setQuery}
          onDown={() => rows.current?.focus()}
        />
        <FilterBar filter={filter} chats={chats} onChange={setFilter} />
      </header>
      {chats.length > 0 && status.isError ? (
        <UpdateFailed title={texts.listNotUpdated} error={status.error} onRetry={retry} />
      ) : null}
      {status.isPending ? (
        <ListSkeleton />
      ) : chats.length === 0 && status.isError ? (
        <RequestFailed
          title={texts.listFailed}
          error={status.error}
          isFetching={status.isFetching}
          onRetry={retry}
        />
      ) : found.length === 0 ? (
        <NothingToList
          query={deferredQuery.trim()}
          filter={filter}
          onShowAll={showAll}
          onLoadMore={status.hasNextPage ? loadMore : undefined}
        />
      ) : (
        <ConversationRows
          // A new search begins at its top.
          key={`${filter} ${deferredQuery}`}
          ref={rows}
          chats={found}
          allChats={chats}
          query={deferredQuery}
          isDemo={status.isDemo}
          openId={openId}
          onOpen={onOpen}
          onEnd={loadMore}
        />
      )}
    </section>
  );
}
