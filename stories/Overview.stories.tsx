import type { Meta, StoryObj } from '@storybook/react-vite';
import { ChatAvatar, ChatAvatarGroup } from 'chat-avatar';
import { expect, waitFor } from 'storybook/test';
import { cast, faces } from './cast.js';
import { Specimen, Specimens } from './Specimen.js';

const states = [
  ['picture', cast.amira],
  ['pending', cast.waiting],
  ['none', cast.withoutPicture],
  ['restricted', cast.hidden],
  ['error', cast.failing],
  ['a number', cast.number],
  ['a group', cast.team],
] as const;

const shapes = ['square', 'rounded', 'circle'] as const;

/** The whole component on one screen. */
function Overview() {
  return (
    <div className="board">
      <section>
        <h2>State × shape</h2>
        {shapes.map((shape) => (
          <div key={shape} style={{ marginBlockEnd: 14 }}>
            <Specimens>
              {states.map(([state, { id, name }]) => (
                <Specimen key={state} label={state}>
                  <ChatAvatar chatId={id} name={name} size={64} shape={shape} />
                </Specimen>
              ))}
            </Specimens>
          </div>
        ))}
      </section>
      <section>
        <h2>Size</h2>
        <Specimens>
          {[16, 24, 32, 40, 56, 96].map((size) => (
            <Specimen key={size} label={`${size} px`}>
              <span style={{ display: 'flex', gap: 8 }}>
                <ChatAvatar chatId={cast.lena.id} name={cast.lena.name} size={size} />
                <ChatAvatar chatId={cast.withoutPicture.id} name={cast.withoutPicture.name} size={size} />
              </span>
            </Specimen>
          ))}
        </Specimens>
      </section>
      <section>
        <h2>Badge, ring, refresh, group</h2>
        <Specimens>
          <Specimen label="badge">
            <ChatAvatar
              chatId={cast.diego.id}
              name={cast.diego.name}
              size={64}
              shape="circle"
              badge={<span className="presence" />}
            />
          </Specimen>
          <Specimen label="active">
            <ChatAvatar chatId={cast.yuki.id} name={cast.yuki.name} size={64} shape="circle" ring="active" />
          </Specimen>
          <Specimen label="unread">
            <ChatAvatar
              chatId={cast.priya.id}
              name={cast.priya.name}
              size={64}
              shape="rounded"
              ring="unread"
            />
          </Specimen>
          <Specimen label="refreshable">
            <ChatAvatar chatId={cast.john.id} name={cast.john.name} size={64} shape="rounded" refreshable />
          </Specimen>
          <Specimen label="group">
            <ChatAvatarGroup max={4} aria-label="Members">
              {faces.map(({ id, name }) => (
                <ChatAvatar key={id} chatId={id} name={name} size={48} shape="circle" />
              ))}
            </ChatAvatarGroup>
          </Specimen>
        </Specimens>
      </section>
      <section dir="rtl">
        <h2>Right to left</h2>
        <Specimens>
          <Specimen label="badge">
            <ChatAvatar
              chatId={cast.omar.id}
              name={cast.omar.name}
              size={64}
              shape="circle"
              badge={<span className="presence" />}
            />
          </Specimen>
          <Specimen label="group">
            <ChatAvatarGroup max={4} aria-label="Members, right to left">
              {faces.map(({ id, name }) => (
                <ChatAvatar key={id} chatId={id} name={name} size={48} shape="circle" />
              ))}
            </ChatAvatarGroup>
          </Specimen>
        </Specimens>
      </section>
    </div>
  );
}

const meta = {
  title: 'Overview',
  component: Overview,
  parameters: { controls: { disable: true } },
} satisfies Meta<typeof Overview>;

export default meta;

export const Everything: StoryObj<typeof meta> = {
  play: async ({ canvasElement }) => {
    const shown = () => canvasElement.querySelectorAll('[data-state="picture"]').length;
    await waitFor(() => expect(shown()).toBeGreaterThan(12));
  },
};
