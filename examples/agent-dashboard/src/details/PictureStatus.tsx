import { describeChatPicture, useChatPicture } from 'chat-avatar';
import type { ReactNode } from 'react';
import { useDates } from '../texts/useDates.js';
import { useTexts } from '../texts/useTexts.js';
import { Icon, type IconName } from '../ui/Icon.js';
import { useNow } from '../ui/useNow.js';

/** What is known of the picture, in words: the same query as the avatar's, so nothing more is asked. */
export function PictureStatus({ chatId }: { chatId: string }) {
  const texts = useTexts();
  const dates = useDates();
  const now = useNow(30_000);
  const picture = useChatPicture(chatId);
  const { data, error, dataUpdatedAt } = picture;

  if (data?.status === 'available' && data.hiddenSince !== undefined) {
    return (
      <Line icon="hidden" hint={describeChatPicture(picture, texts.avatarLabels)}>
        {texts.storedFaces.outcomes.kept}
      </Line>
    );
  }
  if (data?.status === 'available') {
    const time = Math.min(data.asOf ?? dataUpdatedAt, now);
    return (
      <Line icon="check">
        <time dateTime={new Date(time).toISOString()} title={dates.exact(time)}>
          {texts.pictureChecked(dates.inWords(time, now))}
        </time>
      </Line>
    );
  }
  if (data?.status === 'restricted') {
    return (
      <Line icon="lock" hint={texts.pictureRestrictedHint}>
        {texts.pictureRestricted}
      </Line>
    );
  }
  if (data) {
    return (
      <Line icon="image" hint={texts.pictureNoneHint}>
        {texts.pictureNone}
      </Line>
    );
  }
  if (error) {
    return (
      <Line icon="warning" hint={texts.errors[error.code]}>
        {texts.pictureError}
      </Line>
    );
  }
  return <Line icon="clock">{texts.checkingPicture}</Line>;
}

function Line({ icon, hint, children }: { icon: IconName; hint?: string; children: ReactNode }) {
  return (
    <div className="picture-status">
      <p>
        <Icon name={icon} size={16} />
        <span>{children}</span>
      </p>
      {hint ? <p className="hint">{hint}</p> : null}
    </div>
  );
}
