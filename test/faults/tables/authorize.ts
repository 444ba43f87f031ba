import { JOHN } from '../../support/chats.js';
import { stubSource } from '../../support/sources.js';
import { describeAnswer, gatewayOf } from '../entries/gateway.js';
import type { FaultTable } from '../markdown.js';

const CASES: [name: string, authorize: () => unknown][] = [
  ['returns `false`', () => false],
  ['returns nothing', () => undefined],
  ['returns a text', () => 'yes'],
  [
    'throws',
    () => {
      throw new Error('no session');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no database'))],
  ['never settles', () => new Promise(() => {})],
];

/** The application is asked whether a caller may see pictures. */
export async function authorize(): Promise<FaultTable> {
  const rows = CASES.map(async ([name, answer]) => {
    const source = stubSource(() => ({ status: 'none', reason: 'empty' }));
    const { look, fetch } = gatewayOf({ source, options: { authorize: answer as () => boolean } });
    const read = await describeAnswer(await look());
    const refresh = await fetch('/pictures/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chatId: JOHN }),
    });
    return [name, read, await describeAnswer(refresh), `${source.calls.length}`];
  });
  return {
    title: 'The application: `authorize`',
    intro:
      'Only `true` allows. Everything else refuses, and Wawp is not asked. A function that fails is reported as the event `authorize-failed`.',
    columns: ['`authorize`', '`GET /pictures`', '`POST /pictures/refresh`', 'questions to Wawp'],
    rows: await Promise.all(rows),
  };
}
