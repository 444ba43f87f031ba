import type { EnrichedChat, EnrichReport } from '../../../enricher/EnrichReport.js';
import { formatBytes } from '../../shared/formatBytes.js';
import { formatChat } from '../../shared/formatChat.js';
import { plural } from '../../shared/plural.js';

/** Number of failures that are listed one by one. */
const MAX_NAMED = 10;

/** One line per chat: `stored      Mona Kane (201234567890@c.us)`. */
export function formatChatResult(chat: EnrichedChat): string {
  const why = chat.code === undefined ? '' : `: ${chat.code}`;
  return `${chat.outcome.padEnd(10)} ${formatChat(chat)}${why}`;
}

/** A summary of the run, as lines of text. With `namesChats: false` for logs: without names and chat ids. */
export function formatReport(report: EnrichReport, { dryRun = false, namesChats = true } = {}): string[] {
  const { chats, counts, bytes, durationMs, stopped } = report;
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${dryRun && outcome === 'not-tried' ? 'to ask for' : outcome}`)
    .map((part) => (part.endsWith(' stored') ? `${part} (${formatBytes(bytes)})` : part));
  const lines = [
    `${plural(chats.length, 'chat')} in ${formatDuration(durationMs)}: ${parts.join(', ') || 'nothing to do'}.`,
  ];
  const failed = chats.filter(({ outcome }) => outcome === 'failed');
  if (namesChats) {
    for (const chat of failed.slice(0, MAX_NAMED))
      lines.push(`  ${formatChat(chat)}: ${chat.message} (${chat.code})`);
    if (failed.length > MAX_NAMED) lines.push(`  and ${failed.length - MAX_NAMED} more.`);
  } else {
    for (const [code, count] of Object.entries(countFailures(chats)))
      lines.push(`  ${plural(count, 'chat')}: ${code}`);
  }
  if (stopped) {
    lines.push(
      `Stopped: ${stopped.message} (${stopped.code})`,
      `${plural(counts['not-tried'], 'chat')} not tried. The results so far are stored. Run it again to continue.`,
    );
  }
  return lines;
}

/** The number of chats that failed, by the code of the reason. */
export function countFailures(chats: readonly EnrichedChat[]): Record<string, number> {
  const failures: Record<string, number> = {};
  for (const { outcome, code = 'unknown' } of chats)
    if (outcome === 'failed') failures[code] = (failures[code] ?? 0) + 1;
  return failures;
}

function formatDuration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
