import { stubSource } from '../../support/sources.js';
import { describeAnswer, gatewayOf } from '../entries/gateway.js';
import type { FaultTable } from '../markdown.js';
import { FAILING_FUNCTIONS } from './failingFunctions.js';

const CASES: [name: string, authorize: () => unknown][] = [
  ['returns `false`', () => false],
  ['returns nothing', () => undefined],
  ['returns a text', () => 'yes'],
  ...FAILING_FUNCTIONS,
];

/** The application is asked whether a caller may see pictures. */
export async function authorize(): Promise<FaultTable> {
  const rows = CASES.map(async ([name, answer]) => {
    const source = stubSource(() => ({ status: 'none', reason: 'empty' }));
    const { look, refresh } = gatewayOf({ source, options: { authorize: answer as () => boolean } });
    const read = await describeAnswer(await look());
    return [name, read, await describeAnswer(await refresh()), `${source.calls.length}`];
  });
  return {
    title: 'The application: `authorize`',
    intro:
      'Only `true` allows. Everything else refuses, and Wawp is not asked. A function that fails is reported as the event `authorize-failed`.',
    columns: ['`authorize`', '`GET /pictures`', '`POST /pictures/refresh`', 'questions to Wawp'],
    rows: await Promise.all(rows),
  };
}
