import { createGatewaySource } from 'chat-avatar';
import { JOHN } from '../../support/chats.js';
import { showAvatar } from '../entries/hook.js';
import { describeError } from '../entries/wawpClient.js';
import { gatewayFaults, type HttpFault } from '../httpFaults.js';
import type { FaultTable } from '../markdown.js';
import { pass } from '../settle.js';

const HELD = { status: 'available', url: 'https://dashboard.example.com/images/held' } as const;

async function askGateway(fault: HttpFault): Promise<string> {
  const fetch: typeof globalThis.fetch = (_, init) => fault.answer(init?.signal);
  const source = createGatewaySource({ baseUrl: 'https://dashboard.example.com', fetch });
  const answer = source
    .getChatPicture(JOHN)
    .then((picture) => `resolves to \`${picture.status}\``, describeError);
  return Promise.race([answer, pass(300_000).then(() => 'waits, as long as bytes arrive')]);
}

/** The browser asks the gateway. */
export async function gatewayFromBrowser(): Promise<FaultTable> {
  const rows = gatewayFaults.map((fault) =>
    Promise.all([
      fault.name,
      askGateway(fault),
      showAvatar(({ signal }) => fault.answer(signal)),
      showAvatar(({ signal }) => fault.answer(signal), HELD),
    ]),
  );
  return {
    title: 'The gateway, asked by a browser',
    intro: `What an avatar shows two minutes later, and how many requests it has sent. A picture that is held stays on the screen, a day old here. An image
that cannot be loaded becomes initials at once, and is asked for once more (rule 7).`,
    columns: [
      'failure',
      '`createGatewaySource`',
      '`ChatAvatar`, no picture held',
      '`ChatAvatar`, a picture held',
    ],
    rows: await Promise.all(rows),
  };
}
