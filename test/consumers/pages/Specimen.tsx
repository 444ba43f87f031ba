'use client';

import {
  type DehydratedState,
  HydrationBoundary,
  QueryClient,
  QueryClientProvider,
} from '@tanstack/react-query';
import { ChatAvatar, ChatAvatarGroup, ChatPictureProvider, type PictureSource } from 'chat-avatar';
import { type ReactNode, useState } from 'react';
import { chatIds, MEMBERS } from './chatIds';

/** Answers in the page: the picture is twice as wide as high, and one colour all over. */
export const source: PictureSource = {
  id: 'specimen',
  async getChatPicture(chatId) {
    if (chatId === chatIds.picture) return { status: 'available', url: '/picture.png' };
    if (chatId === chatIds.lock) return { status: 'restricted' };
    return { status: 'none', reason: 'empty' };
  },
};

interface SpecimenProps {
  children?: ReactNode;
  /** Draws the picture by a framework's image. */
  renderImage?: CellProps['renderImage'];
  /** The state that a server has prefetched. */
  state?: DehydratedState;
}

/** One of each, every one in a cell with an id. The checks find them by it. */
export function Specimen({ children, renderImage, state }: SpecimenProps) {
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <ChatPictureProvider source={source}>
        <HydrationBoundary state={state}>
          <div className="specimen">
            <Cell id="letters" />
            <Cell id="picture" renderImage={renderImage} />
            <Cell id="rounded" shape="rounded" />
            <Cell id="circle" shape="circle" />
            <Cell id="glyph" name="" />
            <Cell id="active" ring="active" />
            <Cell id="unread" ring="unread" shape="circle" />
            <Cell id="badge" badge={<Presence />} />
            <Cell id="lock" restrictedBadge />
            <Cell id="refresh" refreshable />
            <Group id="group" />
            <Group id="circles" shape="circle" />
            <div dir="rtl" lang="en" className="specimen-row">
              <Cell id="badgeRtl" badge={<Presence />} />
              <Group id="groupRtl" />
              <Group id="circlesRtl" shape="circle" />
            </div>
            {children}
          </div>
        </HydrationBoundary>
      </ChatPictureProvider>
    </QueryClientProvider>
  );
}

type CellProps = Omit<Parameters<typeof ChatAvatar>[0], 'id' | 'chatId'> & { id: keyof typeof chatIds };

export function Cell({ id, ...props }: CellProps) {
  return (
    <div id={id} className="specimen-cell">
      <ChatAvatar chatId={chatIds[id]} name="Ana Bell" size={80} {...props} />
    </div>
  );
}

function Presence() {
  return <span className="specimen-presence" />;
}

function Group({ id, shape }: { id: string; shape?: 'circle' }) {
  return (
    <div id={id} className="specimen-cell specimen-wide">
      <ChatAvatarGroup max={3} size={60} shape={shape} aria-label="Members">
        {MEMBERS.map((chatId) => (
          <ChatAvatar key={chatId} chatId={chatId} name="Ana Bell" />
        ))}
      </ChatAvatarGroup>
    </div>
  );
}
