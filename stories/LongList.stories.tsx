import type { Meta, StoryObj } from '@storybook/react-vite';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChatAvatar } from 'chat-avatar';
import { useRef } from 'react';
import { expect, waitFor } from 'storybook/test';
import { emulator } from '../.storybook/emulator.js';
import { chats } from './cast.js';
import './stories.css';

const ROW = 60;

/** Two thousand conversations, of which a dozen stand in the page. */
function LongList() {
  const list = useRef<HTMLDivElement>(null);
  const { getTotalSize, getVirtualItems } = useVirtualizer({
    count: chats.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    overscan: 4,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
    <section ref={list} className="row-list" aria-label="Conversations" tabIndex={0}>
      <div style={{ blockSize: getTotalSize(), position: 'relative' }}>
        {getVirtualItems().map(({ index, key, start }) => (
          <div key={key} className="row" style={{ blockSize: ROW, transform: `translateY(${start}px)` }}>
            <ChatAvatar chatId={chats[index]?.id ?? ''} name={chats[index]?.name} size={44} alt="" />
            <span>{chats[index]?.name || chats[index]?.id}</span>
          </div>
        ))}
      </div>
    </section>
  );
}

const meta = { title: 'Long list', component: LongList } satisfies Meta<typeof LongList>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Only avatars near the viewport request a picture. */
export const TwoThousand: Story = {
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('[data-state="picture"]')).not.toBeNull());
    await expect(emulator.requestCount()).toBeLessThan(60);
  },
};
