import { ChatPictureError, type RefreshResult, useChatPicture } from 'chat-avatar';
import { useId, useState } from 'react';
import { useTexts } from '../texts/useTexts.js';
import { Icon } from '../ui/Icon.js';
import { Cooldown } from './Cooldown.js';

type Told = RefreshResult['outcome'] | ChatPictureError['code'];

const isOutcome = (told: Told): told is RefreshResult['outcome'] =>
  told === 'updated' || told === 'unchanged' || told === 'kept' || told === 'throttled';

/** Asks WhatsApp itself, and says the outcome. */
export function RefreshProfile({ chatId }: { chatId: string }) {
  const texts = useTexts();
  const reason = useId();
  const { refresh, isRefreshing, refreshAvailableAt } = useChatPicture(chatId);
  const [told, setTold] = useState<Told>();
  const coolingDownUntil = isRefreshing ? undefined : refreshAvailableAt;
  const isCoolingDown = coolingDownUntil !== undefined;

  const onClick = async () => {
    setTold(undefined);
    try {
      // Within the cool-down nothing is sent, and the answer says so.
      setTold((await refresh()).outcome);
    } catch (error) {
      setTold(error instanceof ChatPictureError ? error.code : 'server-error');
    }
  };

  return (
    <div className="refresh">
      <button
        type="button"
        className="button"
        title={texts.refreshHint}
        aria-busy={isRefreshing}
        aria-disabled={isRefreshing || isCoolingDown}
        aria-describedby={isCoolingDown ? reason : undefined}
        onClick={() => void onClick()}
      >
        <Icon name="refresh" size={17} />
        {isRefreshing ? texts.refreshing : texts.refreshProfile}
      </button>
      <p className="outcome" role="status" data-told={told}>
        {told === undefined ? '' : isOutcome(told) ? texts.outcome[told] : texts.errors[told]}
      </p>
      {coolingDownUntil === undefined ? null : <Cooldown id={reason} until={coolingDownUntil} />}
    </div>
  );
}
