import { ChatAvatar, ChatPictureProvider, type PictureSource } from 'chat-avatar';
import { useState } from 'react';
import { source } from '../../.storybook/emulator.js';
import { cast } from '../cast.js';
import { Specimen, Specimens } from '../Specimen.js';
import { type Outcome, SOURCES } from './sources.js';

export interface OutcomeProps {
  /** The outcome of each press. */
  outcome: Outcome;
  size: number;
}

/** A face whose refreshes have one outcome, with room for the bubble. */
export function FaceWithOutcome({ outcome, size }: OutcomeProps) {
  return (
    <div style={{ padding: '100px 120px 20px' }}>
      <RefreshableFace source={SOURCES[outcome]} size={size} />
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

function RefreshableFace({ source: own, size }: { source: PictureSource; size: number }) {
  return (
    <ChatPictureProvider source={own}>
      <ChatAvatar chatId={cast.john.id} name={cast.john.name} size={size} shape="rounded" refreshable />
    </ChatPictureProvider>
  );
}
