import { createWawpEmulator } from 'chat-avatar/testing';
import { createWawpClient } from 'chat-avatar/wawp';
import { expect, it } from 'vitest';

it('answers the client', async () => {
  const emulator = createWawpEmulator({ chats: 3 });
  const client = createWawpClient({ instanceId: 'any', accessToken: 'any', fetch: emulator.fetch });
  const chats = await client.getChatsOverview();
  expect(chats).toHaveLength(3);
  const picture = await client.getChatPicture(chats[0]?.chatId ?? '');
  expect(picture).toMatchObject({ status: 'available' });
  const url = picture.status === 'available' ? picture.url : '';
  const image = await emulator.fetch(url);
  expect(image.status).toBe(200);
  expect((await emulator.fetch(url.replace('ccb=11-4', 'ccb=11-5'))).status).toBe(403);
});
