import { plural } from '../../shared/plural.js';

/** Why the sanity limit stopped an erasure, and what to do. */
export function describeRefused(refused: number, keepDays: number | undefined): string {
  return (
    `--keep-days ${keepDays ?? ''} would erase ${plural(refused, 'chat')}, more than a third of all, and has erased none. ` +
    'Check the date of this machine. If it is right, run it again with --yes.'
  );
}
