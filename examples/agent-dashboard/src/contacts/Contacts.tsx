import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Chat } from '../chats/Chat.js';
import type { ChatsStatus } from '../chats/ChatsStatus.js';
import { searchChats } from '../chats/searchChats.js';
import { RequestFailed } from '../requests/RequestFailed.js';
import { UpdateFailed } from '../requests/UpdateFailed.js';
import { useTexts } from '../texts/useTexts.js';
import { Notice } from '../ui/Notice.js';
import { SearchField } from '../ui/SearchField.js';
import { ContactList, type ContactListHandle } from './ContactList.js';
import { ContactsSkeleton } from './ContactsSkeleton.js';
import { peopleByName } from './peopleByName.js';

interface ContactsProps {
  chats: readonly Chat[];
  status: ChatsStatus;
  onOpen: (chatId: string) => void;
}

/** All people, by name, as a wall of faces. */
export function Contacts({ chats, status, onOpen }: ContactsProps) {
  const texts = useTexts();
  const [query, setQuery] = useState('');
  const list = useRef<ContactListHandle>(null);
  const deferredQuery = useDeferredValue(query);
  const people = useMemo(() => peopleByName(chats), [chats]);
  const found = useMemo(() => searchChats(people, deferredQuery, 'all'), [people, deferredQuery]);
  const retry = () => void status.refetch();
  return (
    <section className="contacts" aria-label={texts.contacts} aria-busy={status.isPending}>
      <header className="contacts-header">
        <h1>{texts.contacts}</h1>
        <span className="list-count" role="status">
          {people.length > 0 ? texts.contactCount(found.length) : ''}
        </span>
        <SearchField
          value={query}
          label={texts.searchContacts}
          hint={texts.searchContactsHint}
          clearLabel={texts.clearSearch}
          onChange={setQuery}
          onDown={() => list.current?.focus()}
        />
      </header>
      {chats.length > 0 && status.isError ? (
        <UpdateFailed title={texts.contactsNotUpdated} error={status.error} onRetry={retry} />
      ) : null}
      {status.isPending ? (
        <ContactsSkeleton />
      ) : chats.length === 0 && status.isError ? (
        <RequestFailed
          title={texts.contactsFailed}
          error={status.error}
          isFetching={status.isFetching}
          onRetry={retry}
        />
      ) : found.length === 0 ? (
        <Notice
          icon={deferredQuery ? 'search' : 'contacts'}
          title={deferredQuery ? texts.nothingFound : texts.nothingHere}
          role="status"
        >
          <p>{deferredQuery ? texts.noContactFor(deferredQuery.trim()) : texts.noContacts}</p>
          {deferredQuery ? (
            <button type="button" className="button" onClick={() => setQuery('')}>
              {texts.showAllContacts}
            </button>
          ) : null}
        </Notice>
      ) : (
        <ContactList key={deferredQuery} ref={list} people={found} query={deferredQuery} onOpen={onOpen} />
      )}
    </section>
  );
}
