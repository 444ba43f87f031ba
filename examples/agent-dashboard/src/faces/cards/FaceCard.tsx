import { useRef } from 'react';
import type { Texts } from '../../texts/Texts.js';
import { useDates } from '../../texts/useDates.js';
import { useTexts } from '../../texts/useTexts.js';
import { FaceBesideName } from '../../ui/FaceBesideName.js';
import { Icon } from '../../ui/Icon.js';
import { PersonalText } from '../../ui/PersonalText.js';
import { hrefOf } from '../../useRoute.js';
import type { FaceChat, FaceTimes } from '../Face.js';
import { kindOf } from '../filters/FaceFilter.js';
import { OUTCOME_ICONS } from '../filters/outcomeIcons.js';

interface FaceCardProps {
  chat: FaceChat;
  name: string;
  title: string;
  /** In ms since the epoch. */
  now: number;
}

/** One chat: its face, the outcome of the run for it, and since when it is known. */
export function FaceCard({ chat, name, title, now }: FaceCardProps) {
  const texts = useTexts();
  const { chatId, face } = chat;
  const kind = kindOf(chat);
  const link = useRef<HTMLAnchorElement>(null);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link has the keys; what lies over it for its tooltip leads there too
    <li
      className="face-card"
      data-outcome={kind}
      onClick={({ target }) => {
        if (!link.current?.contains(target as Element)) link.current?.click();
      }}
    >
      <FaceBesideName chat={{ chatId, name }} rem={4} restrictedBadge />
      <div className="face-card-text">
        <p className="face-card-head">
          <a ref={link} href={hrefOf(chatId)}>
            <PersonalText text={title} />
          </a>
          <span className="face-chip" title={texts.storedFaces.outcomeHints[kind]}>
            <Icon name={OUTCOME_ICONS[kind]} size={kind === 'unchanged' ? 16 : 13} />
            <span className={kind === 'unchanged' ? 'visually-hidden' : undefined}>
              {texts.storedFaces.outcomes[kind]}
            </span>
          </span>
        </p>
        {face ? <Times face={face} now={now} /> : <p className="hint">{whyNone(chat, texts)}</p>}
      </div>
    </li>
  );
}

function Times({ face, now }: { face: FaceTimes; now: number }) {
  const { storedFaces: texts } = useTexts();
  const dates = useDates();
  const rows = [
    { label: texts.firstSeen, time: face.firstSeen },
    { label: texts.lastSeen, time: face.lastSeen },
    ...(face.hiddenSince === null ? [] : [{ label: texts.hiddenSince, time: face.hiddenSince }]),
  ];
  return (
    <dl className="face-times">
      {rows.map(({ label, time }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {time === null ? (
              texts.unknown
            ) : (
              <time dateTime={new Date(time).toISOString()} title={dates.exact(time)}>
                {dates.inTable(time, now)}
              </time>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function whyNone({ outcome, code }: FaceChat, texts: Texts): string {
  if (outcome === 'restricted') return texts.pictureRestrictedHint;
  if (outcome === 'not-tried') return texts.storedFaces.outcomeHints['not-tried'];
  if (outcome !== 'failed') return texts.pictureNoneHint;
  const errors: Record<string, string> = texts.errors;
  return (code !== null && errors[code]) || texts.storedFaces.notStored;
}
