import { useMemo } from 'react';
import type { Chat } from '../../chats/Chat.js';
import { titleOf } from '../../chats/titleOf.js';
import { useTexts } from '../../texts/useTexts.js';
import { useNow } from '../../ui/useNow.js';
import type { FaceChat } from '../Face.js';
import { FaceCard } from './FaceCard.js';

interface FaceCardsProps {
  faces: readonly FaceChat[];
  /** Their names and titles, where they are known. */
  chats: readonly Chat[];
  /** Nothing is known yet: cards as they will be. */
  isPending: boolean;
}

const WIDTHS = [62, 48, 71, 55, 66, 44, 58, 69, 51, 60, 64, 46];

/** Enough to fill a high window, and no more than the morning run stores. */
const SKELETONS = Array.from({ length: 48 }, (_, index) => ({
  id: index,
  width: WIDTHS[index % WIDTHS.length] ?? 60,
}));

export function FaceCards({ faces, chats, isPending }: FaceCardsProps) {
  const texts = useTexts();
  const now = useNow(30_000);
  const known = useMemo(() => new Map(chats.map((chat) => [chat.chatId, chat])), [chats]);
  if (isPending) {
    return (
      <div className="face-cards skeleton" role="status" aria-label={texts.storedFaces.loading}>
        {SKELETONS.map(({ id, width }) => (
          <div className="face-card" key={id} aria-hidden="true">
            <span className="skeleton-face" />
            <span className="face-card-text">
              <span className="skeleton-line" style={{ inlineSize: `${width}%` }} />
              <span className="skeleton-line" style={{ inlineSize: '30%' }} />
              <span className="skeleton-line" style={{ inlineSize: `${width * 0.8}%` }} />
            </span>
          </div>
        ))}
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role away from a list without bullets
    <ul className="face-cards" role="list">
      {faces.map((face) => {
        const chat = known.get(face.chatId);
        const name = face.name || chat?.name || '';
        return (
          <FaceCard
            key={face.chatId}
            chat={face}
            name={name}
            title={chat?.title ?? titleOf({ chatId: face.chatId, name }, texts)}
            now={now}
          />
        );
      })}
    </ul>
  );
}
