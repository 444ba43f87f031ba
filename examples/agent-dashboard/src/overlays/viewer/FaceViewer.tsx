import { ChatAvatar, describeChatPicture, useChatPicture } from 'chat-avatar';
import { useEffect, useRef } from 'react';
import type { Chat } from '../../chats/Chat.js';
import { useTexts } from '../../texts/useTexts.js';
import { IconButton } from '../../ui/IconButton.js';

/** In px, and as in styles/overlays/viewer.css: the whole picture as WhatsApp has it. */
const SIZE = 640;

/** The width that the details have loaded already, in px: it stands in until the large picture is painted. */
const KNOWN_SIZE = 128;

/** A face in full. The browser's own modal dialog: Escape closes it, and the focus returns to where it was. */
export function FaceViewer({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const texts = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const picture = useChatPicture(chat.chatId, { enabled: false });

  useEffect(() => {
    // Every way out is `close`, because only then the browser returns the focus. Strict mode runs an effect twice.
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by keyboard
    <dialog
      ref={dialog}
      className="viewer"
      aria-label={texts.pictureOf(chat.title)}
      onClose={onClose}
      onClick={({ target, currentTarget }) => {
        // A click on the backdrop is one on the dialog itself.
        if (target === currentTarget) currentTarget.close();
      }}
    >
      <div className="viewer-frame">
        <div className="viewer-face">
          <ChatAvatar chatId={chat.chatId} name={chat.name} size={KNOWN_SIZE} shape="square" alt="" />
          <ChatAvatar chatId={chat.chatId} name={chat.title} size={SIZE} shape="square" loading="eager" />
        </div>
        <div className="viewer-caption">
          <div>
            <p className="viewer-name">
              <bdi>{chat.title}</bdi>
            </p>
            <p className="hint">{describeChatPicture(picture, texts.avatarLabels)}</p>
          </div>
          <IconButton icon="close" label={texts.close} onClick={() => dialog.current?.close()} />
        </div>
      </div>
    </dialog>
  );
}
