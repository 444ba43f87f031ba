import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  describeChatPicture,
  getAvatarColors,
  getInitials,
  type RefreshResult,
  useChatPicture,
} from 'chat-avatar';
import { useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { cast } from './cast.js';
import './stories.css';

interface ProfileCardProps {
  /** The chat's full id. */
  chatId: string;
  /** The name beside the picture. */
  name: string;
}

const OUTCOMES: Record<RefreshResult['outcome'], string> = {
  updated: 'Picture updated',
  unchanged: 'Same picture',
  kept: 'Kept the picture',
  throttled: 'Checked a moment ago',
};

/** A custom card that uses only the hook. */
function ProfileCard({ chatId, name }: ProfileCardProps) {
  const picture = useChatPicture(chatId);
  const { data, refresh, isRefreshing, canRefresh } = picture;
  const [said, setSaid] = useState('');
  const { light, dark } = getAvatarColors(chatId);
  const ask = () =>
    refresh().then(
      ({ outcome }) => setSaid(OUTCOMES[outcome]),
      (reason: Error) => setSaid(reason.message),
    );
  return (
    <div className="card">
      {data?.status === 'available' ? (
        <img src={data.url} alt="" referrerPolicy="no-referrer" />
      ) : (
        <span
          className="own-letters"
          style={{
            background: `light-dark(${light.background}, ${dark.background})`,
            color: `light-dark(${light.foreground}, ${dark.foreground})`,
          }}
        >
          {getInitials(name)}
        </span>
      )}
      <div>
        <p>
          <strong>{name}</strong>
        </p>
        <p role="status">{said || describeChatPicture(picture)}</p>
        <button type="button" onClick={ask} disabled={!canRefresh}>
          {isRefreshing ? 'Asking WhatsApp…' : 'Refresh profile'}
        </button>
      </div>
    </div>
  );
}

const meta = {
  title: 'useChatPicture',
  component: ProfileCard,
  args: { chatId: cast.john.id, name: cast.john.name },
} satisfies Meta<typeof ProfileCard>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The hook in a custom UI: the picture, its state, and a refresh that a person asked for. */
export const InACustomCard: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Profile picture'));
    await userEvent.click(canvas.getByRole('button', { name: 'Refresh profile' }));
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Picture updated'));
    await expect(canvas.getByRole('button')).toBeDisabled();
  },
};

/** Hidden by the person's privacy settings. */
export const Restricted: Story = { args: { chatId: cast.hidden.id, name: cast.hidden.name } };

/** Wawp refuses the token: a reason, and never the token. */
export const Failed: Story = {
  args: { chatId: cast.failing.id, name: cast.failing.name },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('We may not ask'));
  },
};
