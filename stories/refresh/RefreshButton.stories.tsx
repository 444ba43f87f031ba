import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  ChatAvatar,
  type ChatPicture,
  ChatPictureError,
  ChatPictureProvider,
  type PictureSource,
} from 'chat-avatar';
import { useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { source } from '../../.storybook/emulator.js';
import { cast } from '../cast.js';
import { Specimen, Specimens } from '../Specimen.js';
import { holdOutcome } from './holdOutcome.js';

/** The story's source, whose refreshes have another answer. */
const sourceWith = (refresh: (held: ChatPicture) => ChatPicture | Promise<ChatPicture>): PictureSource => ({
  id: 'refresh',
  getChatPicture: async (chatId, options) => {
    const held = await source.getChatPicture(chatId, { ...options, refresh: false });
    return options?.refresh ? refresh(held) : held;
  },
});

const SOURCES = {
  updated: undefined,
  unchanged: sourceWith((held) => held),
  kept: sourceWith(() => ({ status: 'none', reason: 'empty' })),
  throttled: sourceWith((picture) => {
    throw new ChatPictureError('rate-limited', 'Refreshed by another agent.', {
      picture,
      retryAfterMs: 60_000,
    });
  }),
  error: sourceWith(() => {
    throw new ChatPictureError('server-error', 'The gateway failed.');
  }),
  busy: sourceWith(() => new Promise(() => {})),
};

interface OutcomeProps {
  /** The outcome of each press. */
  outcome: keyof typeof SOURCES;
  size: number;
}

/** A face whose refreshes have one outcome, with room for the bubble. */
function Outcome({ outcome, size }: OutcomeProps) {
  const [own] = useState(() => SOURCES[outcome]);
  const avatar = (
    <ChatAvatar chatId={cast.john.id} name={cast.john.name} size={size} shape="rounded" refreshable />
  );
  return (
    <div style={{ padding: '100px 120px 20px' }}>
      {own ? <ChatPictureProvider source={own}>{avatar}</ChatPictureProvider> : avatar}
    </div>
  );
}

const meta = {
  title: 'Refresh button',
  component: Outcome,
  args: { outcome: 'updated', size: 96 },
  beforeEach: () => holdOutcome(),
} satisfies Meta<typeof Outcome>;

export default meta;
type Story = StoryObj<typeof meta>;

const press = async (canvasElement: HTMLElement) => {
  const avatar = canvasElement.querySelector<HTMLElement>('[data-chat-avatar]');
  await waitFor(() => expect(avatar?.dataset.state).toBe('picture'));
  await userEvent.click(within(canvasElement).getByRole('button'));
};

const showsOutcome =
  (outcome: keyof typeof SOURCES, words: RegExp): Story['play'] =>
  async ({ canvasElement }) => {
    await press(canvasElement);
    const button = within(canvasElement).getByRole('button');
    await waitFor(() => expect(button).toHaveAttribute('data-outcome', outcome));
    await waitFor(() => expect(within(canvasElement).getByRole('tooltip')).toHaveTextContent(words));
    await expect(button).toHaveAttribute('aria-disabled', 'true');
  };

/** Another picture: a tick. */
export const Updated: Story = { play: showsOutcome('updated', /Picture updated/) };

/** The same picture: an equals sign. */
export const Unchanged: Story = {
  args: { outcome: 'unchanged' },
  play: showsOutcome('unchanged', /Same picture, checked just now/),
};

/** An empty answer, and the picture stays: a shield. */
export const Kept: Story = { args: { outcome: 'kept' }, play: showsOutcome('kept', /was kept/) };

/** Another agent has just refreshed it: a clock. */
export const Throttled: Story = {
  args: { outcome: 'throttled' },
  play: showsOutcome('throttled', /nothing was sent/),
};

/** An exclamation mark, and a cool-down: of 60 s here, and of 5 s when the network failed. */
export const Failed: Story = {
  args: { outcome: 'error' },
  play: showsOutcome('error', /could not be refreshed/),
};

/** A spinner. Without motion it pulses. */
export const Busy: Story = {
  args: { outcome: 'busy' },
  play: async ({ canvasElement }) => {
    await press(canvasElement);
    const button = within(canvasElement).getByRole('button');
    await waitFor(() => expect(button).toHaveAttribute('aria-busy', 'true'));
    await waitFor(() => expect(within(canvasElement).getByRole('tooltip')).toHaveTextContent(/Refreshing/));
  },
};

/** After the outcome: a ring runs down until the button can be pressed again. */
export const CoolDown: Story = {
  args: { outcome: 'unchanged' },
  beforeEach: () => holdOutcome('over'),
  play: async ({ canvasElement }) => {
    await press(canvasElement);
    const button = within(canvasElement).getByRole('button');
    await waitFor(() => expect(button).toHaveAttribute('data-chat-avatar-refresh', 'unavailable'));
    await waitFor(() => expect(button).not.toHaveAttribute('data-outcome'));
    await expect(button).toHaveAccessibleDescription(/Available again/);
  },
};

/** Under 48 px the button covers the face, on hover and focus alone, and while it has something to say. */
export const SmallFace: Story = {
  args: { outcome: 'kept', size: 40 },
  play: showsOutcome('kept', /was kept/),
};

/** The bubble and the corner mirror with the page. */
export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  play: showsOutcome('updated', /Picture updated/),
};

/** At rest a small face shows nothing but itself. */
export const AtRest: Story = {
  render: () => (
    <div style={{ padding: 20 }}>
      <Specimens>
        {[24, 32, 40, 48, 56, 96].map((size) => (
          <Specimen key={size} label={`${size} px`}>
            <ChatAvatar
              chatId={cast.amira.id}
              name={cast.amira.name}
              size={size}
              shape="rounded"
              refreshable
            />
          </Specimen>
        ))}
      </Specimens>
    </div>
  ),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelectorAll('[data-state="picture"]')).toHaveLength(6));
  },
};

/** A stored picture that its owner hides today: the bubble says since when. */
export const Hidden: Story = {
  render: function HiddenPicture() {
    const [hidden] = useState<PictureSource>(() => ({
      id: 'hidden',
      getChatPicture: async (chatId, options) => ({
        ...(await source.getChatPicture(chatId, options)),
        hiddenSince: new Date(2026, 10, 3, 12).getTime(),
      }),
    }));
    return (
      <div style={{ padding: '100px 120px 20px' }}>
        <ChatPictureProvider source={hidden}>
          <ChatAvatar chatId={cast.john.id} name={cast.john.name} size={96} shape="rounded" refreshable />
        </ChatPictureProvider>
      </div>
    );
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const avatar = canvasElement.querySelector<HTMLElement>('[data-chat-avatar]');
    await waitFor(() => expect(avatar?.dataset.state).toBe('picture'));
    await userEvent.tab();
    await waitFor(() =>
      expect(canvas.getByRole('tooltip')).toHaveTextContent(/Hidden since 3 November; this is the stored/),
    );
  },
};
