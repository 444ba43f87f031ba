import { ChatAvatar } from 'chat-avatar';
import { chatIds } from './chatIds';
import { mount as mountSpecimen } from './mount';

const UTILITIES = 'size-16 rounded-xl bg-red-500';

/** An avatar with utility classes, and an element that has nothing but them: both look alike. */
export function mount() {
  mountSpecimen(
    <>
      <div id="utilities" className="specimen-cell specimen-wide specimen-row">
        <ChatAvatar chatId={chatIds.utilities} name="" className={UTILITIES} />
        <div data-plain="" className={UTILITIES} />
      </div>
      <div id="utilitiesRing" className="specimen-cell">
        <ChatAvatar chatId={chatIds.utilities} name="" ring="active" className="size-16 rounded-xl" />
      </div>
    </>,
  );
}
