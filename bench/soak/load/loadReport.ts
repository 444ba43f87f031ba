import { growthOfTroughs } from './growthOfTroughs.js';
import type { LoadResult } from './LoadResult.js';
import { tenths } from './Sample.js';

const list = (counts: Record<string, number>) =>
  Object.entries(counts)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name}: ${count.toLocaleString('en')}`)
    .join(' · ') || 'none';

export function loadReport(result: LoadResult): string {
  const { samples, total, minutes, rate, chats } = result;
  return `# An hour of load with faults on

\`node bench/soak/load.js --minutes ${minutes} --rate ${rate} --chats ${chats}\`, ${result.run}.

\`chat-avatar-server serve\` as a process of its own, its store on Redis, in front of the emulator with ${chats.toLocaleString('en')} chats. Browsers send
${rate} requests per second: screens of 4 chats, images, refreshes, pages that are closed early, and nonsense. An enricher runs on the
same store. A quarter of the chats have a fault of their own (rate limits, 500s, HTML, expired URLs, broken images, …), a part of all
requests to Wawp and its CDN fails in the network, and whole services are away in turn.

![Memory, descriptors, latency and answers for each minute](load.svg)

## At the end

"Flat" says that the lowest value of the last third of the last half is not above that of its first third by more than the noise, which
is twice the median difference between neighbouring minutes: caches fill and are emptied, a leak stays. Each minute ends with two
collections of garbage. On 2026-11-30, two heap snapshots, 36 minutes apart, differed by 2.2 MB: compiled code, and entries of LRU caches.

An image is a 404 if its picture was replaced shortly before the enricher ended, which erases what no chat shows. A browser then asks for the
chat again.

${samples.length < minutes ? `The run was stopped after ${samples.length} minutes.\n\n` : ''}${verdict(result)}

| | |
| --- | --- |
| answers to browsers | ${list(total.statuses)} |
| answers about chats | ${list(total.chats)} |
| outages | ${list(result.outages)} |
| faults of the network | ${list(result.faults)} |
| events of the gateway | ${list(shortNames(result.events ?? {}))} |
| runs of the enricher | ${result.enricherRuns.map(enricherLine).join('<br>')} |

## Each minute

Memory is in MB: resident, heap in use, outside of the heap, and the last two after a collection (live). Delay is that of the event loop, latency until the last byte, both in ms.
Other work on the machine is in them.

| minute | RSS | heap | external | live heap | live external | descriptors | delay p50 | delay p99 | sent | answered | left | p50 | p99 | answers |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
${samples
  .map(
    (s) =>
      `| ${s.minute} | ${s.rss} | ${s.heap} | ${s.external} | ${s.liveHeap} | ${s.liveExternal} | ${s.descriptors} | ${s.delayP50} | ${s.delayP99} | ${s.sent} | ${s.answered} | ${s.left} | ${s.p50} | ${s.p99} | ${list(s.statuses)} |`,
  )
  .join('\n')}
`;
}

function verdict({ samples, total, open, counted, secretLines, exit }: LoadResult): string {
  const failed = Object.values(total.failures).reduce((sum, count) => sum + count, 0);
  const lines = [
    `- **Requests.** ${total.sent.toLocaleString('en')} sent = ${total.answered.toLocaleString('en')} answered completely + ${total.left} that the browser gave up` +
      ` + ${failed} failed (${list(total.failures)})${open === undefined ? '' : ` + ${open} still open`}.` +
      (counted === undefined ? '' : ` The gateway's own metrics count ${counted.toLocaleString('en')}.`),
    ...(['liveHeap', 'liveExternal', 'rss', 'descriptors'] as const).map((field) =>
      growthLine(field, samples),
    ),
  ];
  if (exit !== undefined) {
    lines.push(
      `- **Log.** ${secretLines} lines with the access token or a chat id.`,
      `- **End.** Exit code ${exit} after SIGTERM.`,
    );
  }
  return lines.join('\n');
}

/** With fewer minutes, a third of the last half is no more than one of them. */
const MIN_JUDGED = 12;

const NAMES = {
  liveHeap: 'Heap, after a collection',
  liveExternal: 'Memory outside of the heap, after a collection',
  rss: 'Resident memory',
  descriptors: 'Descriptors',
};

function growthLine(field: keyof typeof NAMES, samples: LoadResult['samples']): string {
  const values = samples.map((sample) => sample[field]);
  const unit = field === 'descriptors' ? '' : ' MB';
  if (values.length < MIN_JUDGED)
    return `- **${NAMES[field]}.** ${values.map(tenths).join(', ')}${unit}: too few minutes to tell.`;
  const { troughs, rise, noise, isFlat } = growthOfTroughs(values);
  const shown = `at least ${troughs.map(tenths).join(', ')}${unit} in the thirds of the last half, at most ${tenths(Math.max(...values))}${unit}`;
  return `- **${NAMES[field]}.** ${shown}; a rise of ${tenths(rise)}${unit} with a noise of ±${tenths(noise)}${unit}: ${isFlat ? 'flat' : 'growing'}.`;
}

function enricherLine({ at, end }: LoadResult['enricherRuns'][number]): string {
  if (end === undefined) return `minute ${at}: not ended yet`;
  return `minute ${at}: exit ${end.exitCode} after ${end.seconds} s (${list(withoutZero(end.counts))})`;
}

const withoutZero = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

function shortNames(events: Record<string, number>): Record<string, number> {
  return withoutZero(
    Object.fromEntries(
      Object.entries(events).map(([name, count]) => [/type="([^"]+)"/.exec(name)?.[1] ?? name, count]),
    ),
  );
}
