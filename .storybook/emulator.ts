import { createWawpEmulator } from 'chat-avatar/testing';
import { createWawpClient } from 'chat-avatar/wawp';
import { http } from 'msw';
import { setupWorker } from 'msw/browser';
import { chats } from '../stories/cast.js';

/** The Wawp that every story talks to. Stories may turn its knobs; it is set back before each of them. */
export const emulator = createWawpEmulator({ chats });

/** What the stories' pictures come from: the same client that a server would use, answered by the emulator. */
export const source = createWawpClient({
  instanceId: 'storybook',
  accessToken: 'no-secret-in-storybook',
  dangerouslyAllowBrowser: true,
});

const answer = ({ request }: { request: Request }) => emulator.fetch(request);

/** Stands between the page and the network, so that `fetch` and `<img>` alike are answered by the emulator. */
export const worker = setupWorker(
  http.all('https://api.wawp.net/*', answer),
  http.all('https://pps.whatsapp.net/*', answer),
);
