import type { PictureGatewayEvent } from 'chat-avatar-server';
import { JOHN } from '../../support/chats.js';
import { stubSource } from '../../support/sources.js';
import { describeAnswer, gatewayOf } from '../entries/gateway.js';
import type { FaultTable } from '../markdown.js';
import { FAILING_FUNCTIONS } from './failingFunctions.js';

const CASES: [name: string, callerId: () => unknown][] = [
  ['returns nothing', () => undefined],
  ['returns an empty text', () => ''],
  ['returns a number', () => 7],
  ...FAILING_FUNCTIONS,
];

/** The application is asked who sends a request, so that no caller spends the rate limit of the others. */
export async function callerId(): Promise<FaultTable> {
  const rows = CASES.map(async ([name, answer]) => {
    const source = stubSource(() => ({ status: 'none', reason: 'empty' }));
    const said = new Set<string>();
    const onEvent = (event: PictureGatewayEvent) => {
      if (event.type === 'caller-unknown') said.add(String(event.error));
    };
    const options = { callerId: answer as () => string, onEvent };
    const { look, refresh } = gatewayOf({ source, options });
    const first = await describeAnswer(await look());
    const second = await describeAnswer(await look());
    const refreshed = await refresh();
    const { picture } = await refreshed.json();
    const refreshing = `${refreshed.status} \`${picture?.status}\``;
    return [
      name,
      first,
      second,
      refreshing,
      `${source.asked(JOHN)} + ${source.refreshes()}`,
      [...said].join(' '),
    ];
  });
  return {
    title: 'The application: `callerId`',
    intro:
      'It decides whose share of the rate limit a request spends, and nothing else: a request of an unknown caller is answered, and counts to the common limit alone. Each failure is reported as the event `caller-unknown`.',
    columns: [
      '`callerId`',
      '`GET /pictures`, nothing stored',
      'again, from the store',
      '`POST /pictures/refresh`',
      'questions to Wawp: looks + refreshes',
      'what the operator reads',
    ],
    rows: await Promise.all(rows),
  };
}
