import { useDeferredValue, useMemo, useState } from 'react';
import { type Chat, isGroup, titleOf } from '../chats/Chat.js';
import { searchChats } from '../chats/searchChats.js';
import { useTexts } from '../texts/useTexts.js';
import { Notice } from '../ui/Notice.js';
import { SearchField } from '../ui/SearchField.js';
import { FaceGrid } from './FaceGrid.js';

interface ContactsProps {
  chats: readonly Chat[];
  isPending: boolean;
  onOpen: (chatId: string) => void;
}

const byName = new Intl.Collator();

/** Names first, then those that begin with a digit, then numbers without a name. */
function sortKey(chat: Chat): string {
  const text = titleOf(chat).replace(/^[^\p{L}\d]+/u, '');
  const rank = /^\p{L}/u.test(text) ? 0 : /\p{L}/u.test(text) ? 1 : 2;
  return `${rank}${text}`;
}

/** Everybody, by name, as a wall of faces. */
export function Contacts({ chats, isPending, onOpen }: ContactsProps) {
  const texts = useTexts();
  const [query, setQuery] = useState('');
  const deferredQuery = useDeferredValue(query);
  const people = useMemo(
    () =>
      chats
        .filter((chat) => !isGroup(chat))
        .map((chat) => ({ chat, key: sortKey(chat) }))
        .sort((a, b) => byName.compare(a.key, b.key))
        .map(({ chat }) => ({ ...chat, lastMessage: { body: '', timestamp: null } })),
    [chats],
  );
  const found = useMemo(() => searchChats(people, deferredQuery, 'all'), [people, deferredQuery]);
  return (
    <section className="contacts" aria-label={texts.contacts} aria-busy={isPending}>
      <header className="contacts-header">
        <h1>{texts.contacts}</h1>
        <span className="list-count" role="status">
          {isPending ? '' : texts.contactCount(found.length)}
        </span>
        <SearchField
          value={query}
          label={texts.searchContacts}
          clearLabel={texts.clearSearch}
          onChange={setQuery}
        />
      </header>
      {!isPending && found.length === 0 ? (
        <Notice icon="search" title={texts.nothingFound} role="status" />
      ) : (
        <FaceGrid key={deferredQuery} people={found} onOpen={onOpen} />
      )}
    </section>
  );
}
