import type { Meta, StoryObj } from '@storybook/react-vite';
import { ChatAvatar, type ChatAvatarProps } from 'chat-avatar';
import { expect, waitFor } from 'storybook/test';
import { cast } from './cast.js';
import './stories.css';

const states = {
  picture: cast.amira,
  pending: cast.waiting,
  none: cast.withoutPicture,
  restricted: cast.hidden,
  error: cast.failing,
};

const shapes = ['square', 'rounded', 'circle'] as const;

const columns: [label: string, props: Partial<ChatAvatarProps>][] = [
  ['xs', { size: 'xs' }],
  ['sm', { size: 'sm' }],
  ['md', { size: 'md' }],
  ['lg', { size: 'lg' }],
  ['xl', { size: 'xl' }],
  ['badge', { size: 'lg', badge: <span className="presence" /> }],
  ['active', { size: 'lg', ring: 'active' }],
  ['unread', { size: 'lg', ring: 'unread' }],
  ['refreshable', { size: 'lg', refreshable: true }],
];

/** Every state in every shape and size, and with everything that can be added. */
function Matrix() {
  return (
    <table className="matrix">
      <thead>
        <tr>
          <th scope="col">state</th>
          <th scope="col">shape</th>
          {columns.map(([label]) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      {Object.entries(states).map(([state, { id, name }]) => (
        <tbody key={state} data-expected-state={state}>
          {shapes.map((shape, index) => (
            <tr key={shape}>
              {index === 0 ? (
                <th scope="rowgroup" rowSpan={shapes.length}>
                  {state}
                </th>
              ) : null}
              <th scope="row">{shape}</th>
              {columns.map(([label, props]) => (
                <td key={label}>
                  <ChatAvatar chatId={id} name={name} shape={shape} loading="eager" {...props} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

const meta = {
  title: 'Matrix',
  component: Matrix,
  parameters: { controls: { disable: true } },
  play: async ({ canvasElement }) => {
    for (const group of canvasElement.querySelectorAll<HTMLElement>('[data-expected-state]')) {
      const avatars = [...group.querySelectorAll<HTMLElement>('[data-chat-avatar]')];
      await expect(avatars).toHaveLength(shapes.length * columns.length);
      await waitFor(() =>
        expect(new Set(avatars.map(({ dataset }) => dataset.state))).toEqual(
          new Set([group.dataset.expectedState]),
        ),
      );
    }
  },
} satisfies Meta<typeof Matrix>;

export default meta;
type Story = StoryObj<typeof meta>;

export const LeftToRight: Story = {};

/** Badge and button change sides; the column order does too. */
export const RightToLeft: Story = { globals: { direction: 'rtl' } };
