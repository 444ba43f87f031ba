import type { ChatPicture } from 'chat-avatar/wawp';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { expect, it, vi } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { FACE, gatewayOf, JOHN, MONA } from '../gateway/gateways.fixture.js';

// The error of sharp on a platform without a binary.
vi.mock('sharp', () => {
  throw new Error('Could not load the "sharp" module using the linux-x64 runtime');
});

const { platform, arch } = process;
const COMMAND = `npm install --include=optional --os=${platform} --cpu=${arch} sharp`;

const NO_PICTURE: ChatPicture = { status: 'none', reason: 'empty' };

it('without sharp, the gateway answers JSON with the command that installs sharp', async () => {
  const events: PictureGatewayEvent[] = [];
  const { get } = gatewayOf({
    source: stubSource((chatId) => (chatId === JOHN ? FACE : NO_PICTURE)),
    onEvent: (event) => events.push(event),
  });
  const response = await get(JOHN, MONA);
  expect(response.status).toBe(200);
  const [john, mona] = (await response.json()).pictures;
  expect(john).toMatchObject({
    chatId: JOHN,
    error: { code: 'server-error', retryable: false, detail: expect.stringContaining(COMMAND) },
  });
  expect(mona.picture).toMatchObject(NO_PICTURE);
  expect(events.map(({ type }) => type)).toContain('picture-failed');
});

it('without sharp, the enricher stops after the first picture', async () => {
  const source = stubSource(() => FACE);
  const client = Object.assign(source, {
    getChatsOverview: async () => [{ chatId: JOHN as never }, { chatId: MONA as never }],
  });
  const report = await enrichContacts({ source: client, storage: createStorage(), concurrency: 1 });
  expect(report.stopped).toMatchObject({
    code: 'image-no-decoder',
    message: expect.stringContaining(COMMAND),
  });
  expect(report.counts).toMatchObject({ failed: 1, 'not-tried': 1 });
});
