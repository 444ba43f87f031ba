import { type PictureSource, parseChatId } from 'chat-avatar/wawp';
import { createPictureGateway, type PictureGatewayOptions } from 'chat-avatar-server';
import { createStorage, type Storage } from 'unstorage';
import { describeImage, nextRecord } from '../../../server/src/store/nextRecord.js';
import { PictureStore } from '../../../server/src/store/PictureStore.js';
import { JOHN } from '../../support/chats.js';

const DAY = 24 * 60 * 60 * 1000;
const ORIGIN = 'https://dashboard.example.com';

/** Stores a face of John that is two days old. */
export async function storeFace(storage: Storage, namespace: string): Promise<Storage> {
  const now = Date.now() - 2 * DAY;
  const store = new PictureStore(storage, { sourceId: namespace, now: () => now });
  const bytes = Uint8Array.from({ length: 2_000 }, (_, index) => index % 256);
  const type = { contentType: 'image/jpeg', width: 640, height: 640 };
  const image = describeImage(bytes, type, 'https://pps.whatsapp.net/v/old.jpg');
  const answer = { status: 'available', image, asOf: now } as const;
  await store.put(parseChatId(JOHN), nextRecord(undefined, answer, { now }), bytes);
  return storage;
}

export interface GatewayCase {
  source: PictureSource;
  storage?: Storage;
  options?: Partial<PictureGatewayOptions>;
  /** How often the failing call was made so far. */
  asked?(): number;
}

/** A gateway with one chat. */
export function gatewayOf({ source, storage = createStorage(), options = {} }: GatewayCase) {
  const signingSecret = 'a-secret-of-32-characters-or-more';
  const gateway = createPictureGateway({ source, storage, authorize: () => true, signingSecret, ...options });
  const fetch = (path: string, init?: RequestInit) => gateway.fetch(new Request(ORIGIN + path, init));
  const look = (init?: RequestInit) => fetch(`/pictures?chatId=${encodeURIComponent(JOHN)}`, init);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ chatId: JOHN });
  return { fetch, look, refresh: () => fetch('/pictures/refresh', { method: 'POST', headers, body }) };
}

/** What one look returns, and whether the next look makes the failing call again. */
export async function lookThrough(given: GatewayCase): Promise<string> {
  const { asked = () => 0 } = given;
  const { look } = gatewayOf(given);
  const first = await describeAnswer(await look());
  const before = asked();
  const second = await (await look()).json();
  if (asked() > before) return `${first}; asks again with the next look`;
  const retryAfterMs = second.retryAfterMs ?? second.pictures?.[0]?.error?.retryAfterMs;
  return retryAfterMs === undefined
    ? first
    : `${first}; asks again after ${Math.round(retryAfterMs / 1000)} s`;
}

/** What a refresh returns, when the next one may be sent, and what a look returns after it. */
export async function refreshThrough(given: GatewayCase): Promise<string> {
  const { refresh, look } = gatewayOf(given);
  const response = await refresh();
  const { code } = await response.json();
  const seconds = response.headers.get('retry-after');
  const again = seconds === null ? '' : `, Retry-After: ${seconds}`;
  return `${response.status} \`${code}\`${again}; then ${await describeAnswer(await look())}`;
}

/** The status, and the picture or the error of the chat. */
export async function describeAnswer(response: Response): Promise<string> {
  const body = await response.json();
  const [item] = body.pictures ?? [];
  const picture = item?.picture;
  const code = item?.error?.code ?? body.code;
  if (picture?.status === 'available') {
    return `${response.status}, the ${picture.asOf < Date.now() - DAY ? 'stored' : 'new'} picture`;
  }
  return `${response.status} \`${picture?.status ?? code}\``;
}
