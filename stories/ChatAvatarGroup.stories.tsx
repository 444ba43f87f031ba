import type { Meta, StoryObj } from '@storybook/react-vite';
import { ChatAvatar, ChatAvatarGroup } from 'chat-avatar';
import type { Person } from 'chat-avatar-example-faces';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { cast, faces } from './cast.js';

const members = [...faces, cast.withoutPicture, cast.hidden, cast.number];

const avatarsOf = (people: readonly Person[]) =>
  people.map(({ id, name }) => <ChatAvatar key={id} chatId={id} name={name} />);

const meta = {
  title: 'ChatAvatarGroup',
  component: ChatAvatarGroup,
  args: {
    'aria-label': 'Members of Family',
    size: 48,
    shape: 'circle',
    children: avatarsOf(members),
  },
  argTypes: {
    size: {
      control: 'number',
      table: { type: { summary: 'AvatarSize' }, defaultValue: { summary: "'md'" } },
    },
    shape: {
      control: 'inline-radio',
      options: ['square', 'rounded', 'circle'],
      table: { type: { summary: "'square' | 'rounded' | 'circle'" }, defaultValue: { summary: "'square'" } },
    },
    max: { control: 'number' },
    total: { control: 'number' },
    labels: { control: false, table: { type: { summary: 'Partial<ChatAvatarGroupLabels>' } } },
    children: { control: false, table: { type: { summary: 'ReactNode' } } },
  },
} satisfies Meta<typeof ChatAvatarGroup>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Each face lies a little over the one before. The gap is cut out, so that it needs no colour of the page. */
export const Stack: Story = {
  args: { children: avatarsOf([cast.amira, cast.diego, cast.withoutPicture, cast.lena, cast.hidden]) },
};

/** The rest is a control that says how many, and shows them. */
export const WithRest: Story = {
  args: { max: 4, children: avatarsOf(members.filter((member) => member !== cast.omar)) },
  render: (args) => (
    <div style={{ minBlockSize: 280 }}>
      <ChatAvatarGroup {...args} />
    </div>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: /4 more/ }));
    const list = canvas.getByRole('group');
    await waitFor(() => expect(canvas.getByText('Chloé Martin')).toBeVisible());
    await waitFor(() => expect(list.querySelector('[data-state="picture"]')).not.toBeNull());
    await waitFor(() => expect(list.querySelector('[data-state="pending"]')).toBeNull());
  },
};

/** Of the members that were not passed, the list says how many there are. */
export const WithOthers: Story = {
  args: { max: 4, total: 120, children: avatarsOf(members.filter((member) => member !== cast.omar)) },
  render: (args) => (
    <div style={{ minBlockSize: 320 }}>
      <ChatAvatarGroup {...args} />
    </div>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: /116 more/ }));
    const list = canvas.getByRole('group');
    await waitFor(() => expect(canvas.getByText(/112 others/)).toBeVisible());
    await waitFor(() => expect(list.querySelector('[data-state="picture"]')).not.toBeNull());
    await waitFor(() => expect(list.querySelector('[data-state="pending"]')).toBeNull());
  },
};

/** Without members to list, the rest is plain text. */
export const PlainRest: Story = {
  args: { total: 120, children: avatarsOf([cast.amira, cast.diego, cast.withoutPicture]) },
};

/** In a page from right to left the stack begins on the right. */
export const RightToLeft: Story = { args: { max: 4 }, globals: { direction: 'rtl' } };

/** Square and rounded faces are cut along the side of the next. */
export const Shapes: Story = {
  render: (args) => (
    <div style={{ display: 'grid', gap: 20 }}>
      {(['square', 'rounded', 'circle'] as const).map((shape) => (
        <ChatAvatarGroup key={shape} {...args} shape={shape} max={5} total={120} aria-label={shape} />
      ))}
    </div>
  ),
};
