import { createWawpEmulator } from 'chat-avatar/testing';
import { createWawpClient } from 'chat-avatar/wawp';
import { drawFaces } from 'chat-avatar-example-faces';
import { http } from 'msw';
import { setupWorker } from 'msw/browser';
import { chats } from '../stories/cast.js';

/** The emulator behind every story. Stories may change its state; it is reset before each of them. */
export const emulator = createWawpEmulator({ chats, draw: drawFaces(chats) });

/** The source of the stories: the client that a server uses, answered by the emulator. */
export const source = createWawpClient({
  instanceId: 'storybook',
  accessToken: 'no-secret-in-storybook',
  dangerouslyAllowBrowser: true,
});

const answer = ({ request }: { request: Request }) => emulator.fetch(request);

/** Answers `fetch` and `<img>` from the emulator, between the page and the network. */
export const worker = setupWorker(
  http.all('https://api.wawp.net/*', answer),
  http.all('https://pps.whatsapp.net/*', answer),
);
