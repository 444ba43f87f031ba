import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTexts } from '../texts/useTexts.js';
import { IconButton } from '../ui/IconButton.js';

export function Composer({ onSend }: { onSend: (text: string) => void }) {
  const texts = useTexts();
  const [text, setText] = useState('');
  const isEmpty = text.trim() === '';

  const send = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (isEmpty) return;
    onSend(text.trim());
    setText('');
  };

  return (
    <form className="composer" onSubmit={send}>
      <textarea
        rows={1}
        dir="auto"
        aria-label={texts.typeMessage}
        placeholder={texts.typeMessage}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          // While an input method is composing, Enter takes its suggestion.
          if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) send(event);
        }}
      />
      <IconButton
        type="submit"
        icon="send"
        label={texts.sendMessage}
        className="send"
        aria-disabled={isEmpty}
      />
      <p className="composer-note">{texts.demoComposer}</p>
    </form>
  );
}
