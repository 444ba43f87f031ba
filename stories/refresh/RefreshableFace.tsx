import { ChatAvatar, type ChatAvatarLabels, ChatPictureProvider, type PictureSource } from 'chat-avatar';
import { useState } from 'react';
import { source } from '../../.storybook/emulator.js';
import { cast } from '../cast.js';
import { Specimen, Specimens } from '../Specimen.js';
import { type Outcome, SOURCES } from './sources.js';

export interface OutcomeProps {
  /** The outcome of each press. */
  outcome: Outcome;
  size: number;
  /** @default English */
  labels?: ChatAvatarLabels;
}

/** A face whose refreshes have one outcome, with room for the bubble. */
export function FaceWithOutcome({ outcome, size, labels }: OutcomeProps) {
  return (
    <div style={{ padding: '100px 120px 20px' }}>
      <RefreshableFace source={SOURCES[outcome]} size={size} labels={labels} />
    </div>
  );
}

/** A face whose source says when WhatsApp confirmed its picture, or since when it is hidden. */
export function FaceWithDate(date: { asOf?: number; hiddenSince?: number }) {
  const [dated] = useState<PictureSource>(() => ({
    id: 'dated',
    getChatPicture: async (chatId, options) => ({
      ...(await source.getChatPicture(chatId, options)),
      ...date,
    }),
  }));
  return (
    <div style={{ padding: '100px 120px 20px' }}>
      <RefreshableFace source={dated} size={96} />
    </div>
  );
}

/** Small faces, each with the outcome of its refreshes. */
export function SmallFacesWith({ outcomes }: { outcomes: readonly (readonly [label: string, Outcome])[] }) {
  return (
    <div style={{ padding: '20px 20px 80px' }}>
      <Specimens>
        {outcomes.map(([label, outcome]) => (
          <Specimen key={label} label={label}>
            <RefreshableFace source={SOURCES[outcome]} size={40} />
          </Specimen>
        ))}
      </Specimens>
    </div>
  );
}

interface RefreshableFaceProps {
  source: PictureSource;
  size: number;
  labels?: ChatAvatarLabels | undefined;
}

function RefreshableFace({ source: own, size, labels }: RefreshableFaceProps) {
  return (
    <ChatPictureProvider source={own} labels={labels}>
      <ChatAvatar chatId={cast.john.id} name={cast.john.name} size={size} shape="rounded" refreshable />
    </ChatPictureProvider>
  );
}
