import type { HostedImage } from './imageHostPlugin.js';

const HOST = '/image-host/';
let made = 0;

/** Places an image on the test's image host, under a path of its own, and returns its absolute URL. */
export async function hostImage(image: Partial<HostedImage> = {}): Promise<string> {
  made += 1;
  const url = new URL(`${HOST}${Date.now()}-${made}.png`, location.href).href;
  await answerWith(url, image);
  return url;
}

/** Changes the answers for a URL of the image host. */
export async function answerWith(url: string, image: Partial<HostedImage>): Promise<void> {
  const color: HostedImage['color'] = [0, 160, 0];
  const whole = { statuses: [200], color, width: 64, height: 64, isCorrupt: false, ...image };
  await fetch(url, { method: 'PUT', body: JSON.stringify(whole) });
}

/** How often the image was requested, whatever its query. */
export async function requestsOf(url: string): Promise<string[]> {
  const all: string[] = await (await fetch(HOST, { method: 'POST' })).json();
  const path = new URL(url).pathname.slice(HOST.length);
  return all.filter((request) => request.replace(/\?.*/, '') === path);
}
