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

function plainLines(lines: (line: string) => void): ProgressView {
  return {
    show({ chat, waitingUntil, waitingFor }) {
      if (chat) lines(formatChatResult(chat));
      if (waitingUntil === undefined) return;
      const until = `waiting until ${new Date(waitingUntil).toISOString()}`;
      lines(waitingFor === undefined ? until : `${until}: ${waitingFor}`);
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
          : `waiting until ${new Date(waitingUntil).toLocaleTimeString()}${waitingFor === undefined ? '' : `: ${waitingFor}`}`;
      if (single.isActive) single.setTotal(total);
      const payload = { counts: shown || 'starting', name };
      if (done === 0 && !single.isActive) single.start(total, 0, payload);
      else single.update(done, payload);
    },
    close: () => single.stop(),
  };
}
