import type { Release } from './Lease.js';

/**
 * Runs `claim` within the time limit of `inTime`. A claim that succeeds after the time limit, of which the caller knows nothing, is
 * released: it would keep the lease until its expiry, for up to an hour, and from the caller's own next attempt too.
 */
export async function givingUpLate(
  inTime: (work: () => Promise<Release | undefined>) => Promise<Release | undefined>,
  claim: () => Promise<Release | undefined>,
): Promise<Release | undefined> {
  let isLate = false;
  try {
    return await inTime(async () => {
      const release = await claim();
      if (isLate) await release?.().catch(() => undefined);
      return release;
    });
  } catch (error) {
    isLate = true;
    throw error;
  }
}
