import { createWawpEmulator } from 'chat-avatar/testing';
import { expect, it } from 'vitest';
import { emulatorWith, JOHN } from './emulator.fixture.js';

const PATH = '/v2/chats/picture';
const QUERY = `?chatId=${JOHN}&instance_id=one&access_token=secret`;

async function originFrom(emulator: ReturnType<typeof createWawpEmulator>, host: string) {
  const { url } = await (await emulator.fetch(`${host}${PATH}${QUERY}`)).json();
  expect((await emulator.fetch(url)).status).toBe(200);
  return new URL(url).origin;
}

it('answers picture URLs with the origin of the request', async () => {
  const emulator = emulatorWith('picture');
  expect(await originFrom(emulator, 'http://127.0.0.1:4010')).toBe('http://127.0.0.1:4010');
  // The second answer comes from the 24 h cache.
  expect(await originFrom(emulator, 'https://wawp.example.com')).toBe('https://wawp.example.com');
});

it('answers picture URLs of WhatsApp’s CDN to a request to api.wawp.net', async () => {
  expect(await originFrom(emulatorWith('picture'), 'https://api.wawp.net')).toBe('https://pps.whatsapp.net');
});

it('prefers pictureOrigin', async () => {
  const emulator = emulatorWith('picture', { pictureOrigin: 'https://cdn.example.com/' });
  expect(await originFrom(emulator, 'http://127.0.0.1:4010')).toBe('https://cdn.example.com');
  expect(await originFrom(emulator, 'https://api.wawp.net')).toBe('https://cdn.example.com');
});

it('lists the pictures of the overview with the origin of the request', async () => {
  const emulator = createWawpEmulator({ overviewPictures: true });
  const response = await emulator.fetch(`http://127.0.0.1:4010/v2/chats/overview${QUERY}`);
  const chats: { picture: string | null }[] = await response.json();
  const origins = chats.flatMap(({ picture }) => (picture ? [new URL(picture).origin] : []));
  expect(origins.length).toBeGreaterThan(20);
  expect(new Set(origins)).toEqual(new Set(['http://127.0.0.1:4010']));
});
