import { createWawpEmulator } from 'chat-avatar/testing';
import { createWawpClient } from 'chat-avatar/wawp';
import { expect, it } from 'vitest';

it('runs in a browser, and its pictures can be painted', async () => {
  const emulator = createWawpEmulator();
  const client = createWawpClient({
    instanceId: 'one',
    accessToken: 'secret',
    fetch: emulator.fetch,
    dangerouslyAllowBrowser: true,
  });
  const [john] = await client.getChatsOverview();
  const picture = await client.getChatPicture(john?.chatId ?? '');
  expect(picture.status).toBe('available');
  const response = await emulator.fetch(picture.status === 'available' ? picture.url : '');
  const image = new Image();
  image.src = URL.createObjectURL(await response.blob());
  await image.decode();
  expect([image.naturalWidth, image.naturalHeight]).toEqual([640, 640]);
  URL.revokeObjectURL(image.src);
});
