import { matchesInTitle } from '../chats/searchChats.js';
import { useTexts } from '../texts/useTexts.js';
import { Highlighted } from '../ui/Highlighted.js';
import { Icon } from '../ui/Icon.js';
import { PersonalText } from '../ui/PersonalText.js';

/** The name, with the words of the search marked, and a sign if it is a group's. */
export function RowTitle({ title, isGroup, query }: { title: string; isGroup: boolean; query: string }) {
  const texts = useTexts();
  return (
    <span className="row-title">
      {isGroup ? (
        <span className="group-mark">
          <Icon name="contacts" size={16} />
          <span className="visually-hidden">{texts.group}: </span>
        </span>
      ) : null}
      <PersonalText className="row-name" text={title}>
        <Highlighted text={title} matches={matchesInTitle(title, query)} />
      </PersonalText>
    </span>
  );
}
