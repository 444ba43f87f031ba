import { drawFaces, type Person } from 'chat-avatar-example-faces';
import { formatPhone } from '../../../../examples/agent-dashboard/server/routes/formatPhone.js';

/** A Tuesday. Everything on a page is as old as it is at this moment. */
export const NOW = Date.UTC(2026, 2, 10, 14, 30);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Picture = 'shown' | 'hidden' | 'kept' | 'none' | 'failed';

const CHATS: [id: string, name: string, ago: number, unread: number, picture: Picture, body: string][] = [
  ['4915123456780@c.us', 'Mona Howard Kane', 2 * MINUTE, 0, 'shown', 'Thank you, that was quick!'],
  ['201234567890@c.us', 'John Doe', 11 * MINUTE, 3, 'shown', 'Is the order on its way?'],
  ['120363020000000011@g.us', '', 34 * MINUTE, 12, 'none', 'See you all on Friday'],
  ['61912345671@c.us', 'Ellen Bright', 50 * MINUTE, 0, 'hidden', 'I will send the invoice tomorrow.'],
  [
    '4915123456781@c.us',
    'Zoë de la Cruz',
    3 * HOUR,
    0,
    'kept',
    'Could you call me back this afternoon, please?',
  ],
  ['120363020000000012@g.us', 'Harbour Street Market', 5 * HOUR, 1, 'shown', 'The stalls open at nine.'],
  ['201234567891@c.us', 'محمد علي', 7 * HOUR, 0, 'shown', 'شكرا جزيلا لك'],
  ['14155550123@c.us', '', DAY, 0, 'none', 'Hi, is this the support line?'],
  ['33612345678@c.us', 'Amélie Laurent', 2 * DAY, 0, 'shown', 'Merci beaucoup'],
  [
    '5511998765432@c.us',
    'Bernardo Alexandre Cavalcanti de Albuquerque',
    4 * DAY,
    0,
    'shown',
    'Obrigado pela ajuda com o pedido',
  ],
  ['34612345678@c.us', 'Íñigo Ortega', 9 * DAY, 0, 'failed', 'Perfecto'],
  ['4915123456782@c.us', 'Quinn', 20 * DAY, 0, 'none', 'No worries.'],
];

const draw = drawFaces(CHATS.map(([id, name]): Person => ({ id, name })));

const IMAGE = (index: number) => `images/${index}.png`;

/** The picture of a chat as a PNG of 256 px. */
export async function drawImage(index: number): Promise<Buffer> {
  const chatId = CHATS[index]?.[0];
  return Buffer.from(await draw({ seed: index + 1, chatId, version: 1, width: 256 }));
}

/** The body of `/api/chats`. */
export const chatsPage = {
  isDemo: true,
  nextOffset: null,
  chats: CHATS.map(([chatId, name, ago, unreadCount, , body]) => ({
    chatId,
    name,
    phone: formatPhone(chatId),
    unreadCount,
    lastMessage: { body, timestamp: NOW - ago },
  })),
};

/** A line of the gateway's answer. */
export function pictureOf(chatId: string, asOf = NOW - 2 * HOUR) {
  const index = CHATS.findIndex(([id]) => id === chatId);
  const url = IMAGE(index);
  const answers: Record<Picture, object> = {
    shown: { picture: { status: 'available', url, asOf } },
    kept: { picture: { status: 'available', url, asOf, hiddenSince: NOW - 7 * DAY } },
    hidden: { picture: { status: 'restricted' } },
    none: { picture: { status: 'none', reason: 'empty' } },
    failed: { error: { code: 'server-error', message: 'The server failed.' } },
  };
  return { chatId, ...answers[CHATS[index]?.[4] ?? 'none'] };
}

const OUTCOMES = {
  shown: 'stored',
  kept: 'kept',
  hidden: 'restricted',
  none: 'none',
  failed: 'failed',
} as const;

/** The body of `/api/faces`. */
export const faces = {
  chats: CHATS.map(([chatId, name, , , picture]) => ({
    chatId,
    name,
    outcome: OUTCOMES[picture],
    code: picture === 'failed' ? 'server-error' : null,
    face:
      picture === 'shown' || picture === 'kept'
        ? {
            firstSeen: NOW - 40 * DAY,
            lastSeen: picture === 'kept' ? NOW - 8 * DAY : NOW - 2 * HOUR,
            hiddenSince: picture === 'kept' ? NOW - 7 * DAY : null,
          }
        : null,
  })),
};

/** The body of `/api/faces/run`. */
export const run = {
  status: 'done',
  report: {
    counts: {
      stored: 6,
      unchanged: 0,
      'not-due': 0,
      blocked: 0,
      none: 3,
      restricted: 1,
      kept: 1,
      failed: 1,
      'not-tried': 0,
    },
    asked: 12,
    bytes: 412_000,
    startedAt: NOW - 2 * HOUR,
    durationMs: 9400,
    stopped: null,
  },
};

/** The same while a run goes on. */
export const running = {
  status: 'running',
  progress: { total: 12, done: 7, counts: run.report.counts, name: 'Amélie Laurent', waitingUntil: null },
};
