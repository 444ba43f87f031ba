import type { Meta, StoryObj } from '@storybook/react-vite';
import { ChatAvatar } from 'chat-avatar';
import { de } from 'chat-avatar/labels/de';
import { ru } from 'chat-avatar/labels/ru';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { cast } from '../cast.js';
import { Specimen, Specimens } from '../Specimen.js';
import { holdOutcome } from './holdOutcome.js';
import { FaceWithDate, FaceWithOutcome, SmallFacesWith } from './RefreshableFace.js';

const meta = {
  title: 'Refresh button',
  component: FaceWithOutcome,
  args: { outcome: 'updated', size: 96 },
  beforeEach: () => holdOutcome(),
} satisfies Meta<typeof FaceWithOutcome>;

export default meta;
type Story = StoryObj<typeof meta>;

const showsPictures = (canvasElement: HTMLElement, count = 1) =>
  waitFor(() => expect(canvasElement.querySelectorAll('[data-state="picture"]')).toHaveLength(count));

const press = async (canvasElement: HTMLElement) => {
  await showsPictures(canvasElement);
  await userEvent.click(within(canvasElement).getByRole('button'));
};

/** The bubble stays open, for the screenshot. */
const says = (canvasElement: HTMLElement, words: RegExp) =>
  waitFor(() => {
    const bubble = canvasElement.querySelector(':popover-open');
    expect(bubble).toHaveTextContent(words);
  });

const showsOutcome =
  (outcome: string, words: RegExp): Story['play'] =>
  async ({ canvasElement }) => {
    await press(canvasElement);
    const button = within(canvasElement).getByRole('button');
    await waitFor(() => expect(button).toHaveAttribute('data-outcome', outcome));
    await says(canvasElement, words);
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

/** An exclamation mark, and a cool-down of 60 s. */
export const Failed: Story = {
  args: { outcome: 'error' },
  play: showsOutcome('error', /could not be refreshed.*Try again in about 60 s/),
};

/** The request reached no server: the button is blocked for 5 s alone. */
export const NetworkFailure: Story = {
  args: { outcome: 'network' },
  play: showsOutcome('error', /No connection.*Try again in about 5 s/),
};

/** A spinner. Without motion it pulses. */
export const Busy: Story = {
  args: { outcome: 'busy' },
  play: async ({ canvasElement }) => {
    await press(canvasElement);
    const button = within(canvasElement).getByRole('button');
    await waitFor(() => expect(button).toHaveAttribute('aria-busy', 'true'));
    await says(canvasElement, /Refreshing/);
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
    await says(canvasElement, /Available again in about 60 s/);
  },
};

/** The same on a small face: the ring is around the arrow, in the middle. */
export const SmallCoolDown: Story = {
  ...CoolDown,
  args: { outcome: 'unchanged', size: 40 },
};

/** Under 48 px the button covers the face, on hover and focus alone, and while it has something to say. */
export const SmallFace: Story = {
  args: { outcome: 'kept', size: 40 },
  play: showsOutcome('kept', /was kept/),
};

const SMALL = [
  ['at rest', 'idle'],
  ['unchanged', 'unchanged'],
  ['kept', 'kept'],
  ['throttled', 'throttled'],
  ['failed', 'error'],
  ['no network', 'network'],
  // The emulator has another picture then, for each of the faces.
  ['updated', 'updated'],
  ['busy', 'busy'],
  ['focused', 'idle'],
] as const;

/** Faces of 40 px in each state of the button. */
export const SmallFaces: Story = {
  render: () => <SmallFacesWith outcomes={SMALL} />,
  play: async ({ canvasElement }) => {
    await showsPictures(canvasElement, SMALL.length);
    const buttons = within(canvasElement).getAllByRole('button');
    for (const button of buttons.slice(1, -1)) {
      await userEvent.click(button);
      await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'true'));
    }
    const outcomes = [
      undefined,
      'unchanged',
      'kept',
      'throttled',
      'error',
      'error',
      'updated',
      undefined,
      undefined,
    ];
    // A button is disabled while it is busy, too.
    await waitFor(() => expect(buttons.map((button) => button.dataset.outcome)).toEqual(outcomes));
    buttons.at(-1)?.focus();
    await says(canvasElement, /Refresh picture of John Doe/);
  },
};

/** The bubble and the corner mirror with the page. */
export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  play: showsOutcome('updated', /Picture updated/),
};

/** Longer words than the English ones break into more lines. */
export const German: Story = {
  args: { outcome: 'kept', labels: de },
  play: showsOutcome('kept', /Das gezeigte bleibt.*wieder möglich/),
};

/** The longest words of a failure. */
export const Russian: Story = {
  args: { outcome: 'error', labels: ru },
  play: showsOutcome('error', /Не удалось обновить фото.*Повторите/),
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
  play: ({ canvasElement }) => showsPictures(canvasElement, 6),
};

const focusSays =
  (words: RegExp): Story['play'] =>
  async ({ canvasElement }) => {
    await showsPictures(canvasElement);
    await userEvent.tab();
    await says(canvasElement, words);
  };

/** The bubble says when WhatsApp confirmed the picture. */
export const Checked: Story = {
  render: () => <FaceWithDate asOf={Date.now() - 2 * 60_000} />,
  play: focusSays(/Refresh picture of John Doe.*Checked with WhatsApp 2 minutes ago/),
};

/** A stored picture that its owner hides today: the bubble says since when. */
export const Hidden: Story = {
  render: () => <FaceWithDate hiddenSince={new Date(2026, 10, 3, 12).getTime()} />,
  play: focusSays(/Hidden since 3 November( 2026)?; this is the stored/),
};
