import { useChatPicture } from 'chat-avatar';
import { useContext } from 'react';
import type { Chat } from '../../chats/Chat.js';
import { useTexts } from '../../texts/useTexts.js';
import { useHoverCard } from '../hoverCard/useHoverCard.js';
import { FaceViewerContext } from './FaceViewerProvider.js';

/** In one box with a face (`.enlargeable`): a click on the face shows it large. Absent while there is no picture. */
export function EnlargeButton({ chat }: { chat: Chat }) {
  const texts = useTexts();
  const enlarge = useContext(FaceViewerContext);
  const hoverCard = useHoverCard(chat);
  const { data } = useChatPicture(chat.chatId, { enabled: false });
  if (data?.status !== 'available') return null;
  return (
    <button
      type="button"
      className="enlarge"
      aria-label={texts.enlarge(chat.title)}
      onClick={() => enlarge(chat)}
      {...hoverCard}
    />
  );
}
