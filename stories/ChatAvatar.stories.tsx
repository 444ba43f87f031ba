import type { Decorator, Meta, StoryObj } from '@storybook/react-vite';
import { ChatAvatar } from 'chat-avatar';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { cast, faces } from './cast.js';
import { holdOutcome } from './refresh/holdOutcome.js';
import { Specimen, Specimens } from './Specimen.js';

/** For what reaches out of the face. */
const withRoom: Decorator = (Story) => (
  <div style={{ padding: '20px 20px 80px' }}>
    <Story />
  </div>
);

const meta = {
  title: 'ChatAvatar',
  component: ChatAvatar,
  args: { chatId: cast.amira.id, name: cast.amira.name, size: 'lg' },
  argTypes: {
    size: {
      control: 'text',
      table: { type: { summary: 'AvatarSize' }, defaultValue: { summary: "'md'" } },
    },
    shape: {
      control: 'inline-radio',
      options: ['square', 'rounded', 'circle'],
      table: { type: { summary: "'square' | 'rounded' | 'circle'" }, defaultValue: { summary: "'square'" } },
    },
    ring: {
      control: 'inline-radio',
      options: [undefined, 'active', 'unread'],
      table: { type: { summary: "'active' | 'unread'" } },
    },
    loading: {
      control: 'inline-radio',
      options: ['lazy', 'eager'],
      table: { type: { summary: "'lazy' | 'eager'" }, defaultValue: { summary: "'lazy'" } },
    },
    name: { control: 'text', table: { type: { summary: 'string | null' } } },
    restrictedBadge: {
      control: 'boolean',
      table: { type: { summary: 'boolean | string' }, defaultValue: { summary: 'false' } },
    },
    badge: { control: false },
    palette: { control: false, table: { type: { summary: 'AvatarPalette' } } },
    renderImage: { control: false },
    labels: { control: false, table: { type: { summary: 'Partial<ChatAvatarLabels>' } } },
  },
} satisfies Meta<typeof ChatAvatar>;

export default meta;
type Story = StoryObj<typeof meta>;

const stateOf = (canvas: HTMLElement) =>
  canvas.querySelector<HTMLElement>('[data-chat-avatar]')?.dataset.state;

/** The picture lies over the letters once it can be painted. */
export const Picture: Story = {
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(stateOf(canvasElement)).toBe('picture'));
    await expect(within(canvasElement).getByRole('img', { name: 'Amira Hassan' })).toBeVisible();
  },
};

/** No answer yet: letters, and no spinner. */
export const Pending: Story = {
  args: { chatId: cast.waiting.id, name: cast.waiting.name },
  play: async ({ canvasElement }) => {
    await expect(stateOf(canvasElement)).toBe('pending');
  },
};

/** There is no picture, or none that WhatsApp shows us: letters. */
export const None: Story = {
  args: { chatId: cast.withoutPicture.id, name: cast.withoutPicture.name },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(stateOf(canvasElement)).toBe('none'));
  },
};

/** Hidden by the person's privacy settings. It looks like `none`; `data-state` tells them apart. */
export const Restricted: Story = {
  args: { chatId: cast.hidden.id, name: cast.hidden.name },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(stateOf(canvasElement)).toBe('restricted'));
  },
};

/** The request failed: letters, and never a hole. */
export const Failed: Story = {
  args: { chatId: cast.failing.id, name: cast.failing.name },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(stateOf(canvasElement)).toBe('error'));
  },
};

/** The answer was a picture, and its image does not load: letters, and one more ordinary request. */
export const BrokenImage: Story = {
  args: { chatId: cast.broken.id, name: cast.broken.name },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(stateOf(canvasElement)).toBe('error'));
    await expect(canvasElement.querySelector('img')).toBeNull();
  },
};

/** Letters in every script; one where letters join, stack or are full-width. */
export const Names: Story = {
  render: (args) => (
    <Specimens>
      {[
        'John Doe',
        'Jean-Luc Picard',
        '~nick',
        'David (The man) Goff',
        'émile zola',
        '3M Company',
        'Олег Иванов',
        'Γιώργος Παππάς',
        'שרה כהן',
        'محمد علي',
        'नरेंद्र मोदी',
        'क्षितिज शर्मा',
        'สมชาย ใจดี',
        '李小龍',
        '김철수',
        'Mom ❤️',
        '🔥🔥',
        'WW Wide',
        '+44 7123 456789',
      ].map((name) => (
        <Specimen key={name} label={name}>
          <ChatAvatar
            {...args}
            chatId={cast.withoutPicture.id.replace('33', String(30 + name.length))}
            name={name}
          />
        </Specimen>
      ))}
    </Specimens>
  ),
};

/** Without letters: a person, or a group. */
export const Glyphs: Story = {
  render: (args) => (
    <Specimens>
      <Specimen label="A phone number">
        <ChatAvatar {...args} chatId={cast.number.id} name={cast.number.name} size="xl" />
      </Specimen>
      <Specimen label="A group without a name">
        <ChatAvatar {...args} chatId={cast.unnamed.id} name="" size="xl" />
      </Specimen>
    </Specimens>
  ),
};

/** By name, by number, or as tall as the text beside it. */
export const Sizes: Story = {
  render: (args) => (
    <Specimens>
      {(['xs', 'sm', 'md', 'lg', 'xl', 128] as const).map((size) => (
        <Specimen key={size} label={String(size)}>
          <ChatAvatar {...args} size={size} />
        </Specimen>
      ))}
      <Specimen label="1.6em">
        <span style={{ fontSize: 22 }}>
          <ChatAvatar {...args} size="1.6em" alt="" /> {args.name}
        </span>
      </Specimen>
    </Specimens>
  ),
};

/** Square is the default. */
export const Shapes: Story = {
  render: (args) => (
    <Specimens>
      {(['square', 'rounded', 'circle'] as const).map((shape) => (
        <Specimen key={shape} label={shape}>
          <ChatAvatar {...args} shape={shape} size="xl" />
        </Specimen>
      ))}
    </Specimens>
  ),
};

/** Something small on the corner. The face is cut out around it, whatever the page's colour. */
export const Badge: Story = {
  render: (args) => (
    <Specimens>
      {(['square', 'rounded', 'circle'] as const).map((shape) => (
        <Specimen key={shape} label={shape}>
          <ChatAvatar {...args} shape={shape} size="xl" badge={<span className="presence" />} />
        </Specimen>
      ))}
      <Specimen label="over letters">
        <ChatAvatar
          {...args}
          chatId={cast.withoutPicture.id}
          name={cast.withoutPicture.name}
          shape="circle"
          size="xl"
          badge={<span className="presence" />}
        />
      </Specimen>
    </Specimens>
  ),
};

/** Shows agents that a face is hidden. Off by default. */
export const RestrictedBadge: Story = {
  args: {
    chatId: cast.hidden.id,
    name: cast.hidden.name,
    size: 'xl',
    shape: 'circle',
    restrictedBadge: true,
  },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('[data-chat-avatar-lock]')).not.toBeNull());
  },
};

/** For the conversation that is open, or one with unread messages. */
export const Ring: Story = {
  decorators: [withRoom],
  render: (args) => (
    <Specimens>
      {(['active', 'unread'] as const).map((ring) => (
        <Specimen key={ring} label={ring}>
          <ChatAvatar {...args} ring={ring} shape="rounded" size="xl" />
        </Specimen>
      ))}
    </Specimens>
  ),
};

/** A real button beside the image asks WhatsApp for the picture of today. It says the outcome, and when it can be pressed again. */
export const Refreshable: Story = {
  args: { chatId: cast.john.id, name: cast.john.name, size: 'xl', shape: 'rounded', refreshable: true },
  decorators: [withRoom],
  beforeEach: () => holdOutcome(),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await waitFor(() => expect(stateOf(canvasElement)).toBe('picture'));
    await userEvent.click(canvas.getByRole('button', { name: 'Refresh picture of John Doe' }));
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Picture updated.'));
    await expect(canvas.getByRole('button')).toHaveAccessibleDescription(/Available again/);
  },
};

/** Beside the written name, the image says nothing: `alt=""`. */
export const Decorative: Story = {
  args: { alt: '' },
  render: (args) => (
    <span style={{ display: 'flex', gap: 10, alignItems: 'center' }}>
      <ChatAvatar {...args} /> {args.name}
    </span>
  ),
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).queryByRole('img')).toBeNull();
  },
};

/** The parts of an avatar, in a composition of your own. */
export const Composed: Story = {
  decorators: [withRoom],
  render: (args) => (
    <ChatAvatar.Root {...args} size={96} shape="circle">
      <ChatAvatar.Face>
        <ChatAvatar.Initials />
        <ChatAvatar.Image />
      </ChatAvatar.Face>
      <ChatAvatar.RefreshButton />
    </ChatAvatar.Root>
  ),
};

/** Right to left: badge and button change sides. */
export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  args: { chatId: cast.omar.id, name: cast.omar.name },
  render: (args) => (
    <ChatAvatar {...args} size="xl" shape="circle" refreshable badge={<span className="presence" />} />
  ),
};

/** People and a group, as they stand in a list of contacts. */
export const Faces: Story = {
  render: (args) => (
    <Specimens>
      {[...faces, cast.family].map((chat) => (
        <Specimen key={chat.id} label={chat.name}>
          <ChatAvatar {...args} chatId={chat.id} name={chat.name} size="xl" shape="rounded" />
        </Specimen>
      ))}
    </Specimens>
  ),
  play: ({ canvasElement }) =>
    waitFor(() => expect(canvasElement.querySelectorAll('[data-state="picture"]')).toHaveLength(7)),
};
