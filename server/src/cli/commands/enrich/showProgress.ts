import type { WriteStream } from 'node:tty';
import { Presets, SingleBar } from 'cli-progress';
import type { EnrichProgress } from '../../../enricher/EnrichReport.js';
import { displayName } from '../../../lib/displayName.js';
import { formatChatResult } from './formatReport.js';

export interface ProgressView {
  show(progress: EnrichProgress): void;
  close(): void;
}

export const NO_PROGRESS: ProgressView = { show: () => undefined, close: () => undefined };

/** A progress bar on stderr if that is a terminal, else one line per chat through `lines`. */
export function showProgress(
  lines: (line: string) => void,
  terminal: WriteStream = process.stderr,
): ProgressView {
  return terminal.isTTY ? bar(terminal) : plainLines(lines);
}

function wait(until: string, reason: string | undefined): string {
  return `waiting until ${until}${reason === undefined ? '' : `: ${reason}`}`;
}

function plainLines(lines: (line: string) => void): ProgressView {
  return {
    show({ chat, waitingUntil, waitingFor }) {
      if (chat) lines(formatChatResult(chat));
      if (waitingUntil !== undefined) lines(wait(new Date(waitingUntil).toISOString(), waitingFor));
    },
    close: () => undefined,
  };
}

function bar(stream: WriteStream): ProgressView {
  const single = new SingleBar(
    {
      format: '{bar} {value}/{total} · {counts} · {eta_formatted} left · {name}',
      stream,
      hideCursor: true,
      clearOnComplete: true,
      // Ctrl+C is handled elsewhere; close() restores the cursor.
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  return {
    show({ total, done, counts, chat, waitingUntil, waitingFor }) {
      const shown = Object.entries(counts)
        .filter(([, count]) => count > 0)
        .map(([outcome, count]) => `${count} ${outcome}`)
        .join(', ');
      const name =
        waitingUntil === undefined
          ? displayName(chat?.name ?? chat?.chatId ?? '')
          : wait(new Date(waitingUntil).toLocaleTimeString(), waitingFor);
      if (single.isActive) single.setTotal(total);
      const payload = { counts: shown || 'starting', name };
      if (done === 0 && !single.isActive) single.start(total, 0, payload);
      else single.update(done, payload);
    },
    close: () => single.stop(),
  };
}
