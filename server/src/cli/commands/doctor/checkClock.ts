import type { Check } from './Check.js';

const WAWP = 'https://api.wawp.net';
const TIMEOUT_MS = 10_000;
/** Signatures of buckets and of image URLs tolerate a few minutes. In s. */
const WARNING = 60;
const ERROR = 5 * 60;

/** Compares the system clock with the `Date` header of the Wawp API. Sends no credentials. */
export async function checkClock(baseUrl: string = WAWP): Promise<Check> {
  const name = 'clock';
  let date: number;
  try {
    const { origin } = new URL(baseUrl);
    const response = await fetch(origin, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    date = Date.parse(response.headers.get('date') ?? '');
  } catch {
    return { name, status: 'warning', message: 'The clock could not be compared: Wawp cannot be reached.' };
  }
  if (Number.isNaN(date)) {
    return { name, status: 'warning', message: 'The clock could not be compared: Wawp sends no date.' };
  }
  const seconds = Math.round(Math.abs(Date.now() - date) / 1000);
  if (seconds <= WARNING) return { name, status: 'ok', message: 'The clock agrees with the one of Wawp.' };
  const direction = Date.now() > date ? 'ahead of' : 'behind';
  return {
    name,
    status: seconds > ERROR ? 'error' : 'warning',
    message: `The clock is ${seconds} s ${direction} the one of Wawp. Synchronise it, such as with chrony or systemd-timesyncd.`,
  };
}
