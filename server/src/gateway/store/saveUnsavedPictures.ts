import { withTimeout } from '../../lib/async/withTimeout.js';
import { WeakList } from '../../lib/memory/WeakList.js';

/** A store in memory in front of one that may be down. */
interface WriteBackStore {
  /** Number of values that wait in memory. */
  readonly unsavedCount: number;
  /** Writes them once more. Never rejects. */
  saveNow(): Promise<void>;
}

/** Those of all gateways in the process. */
export const writeBackStores = new WeakList<WriteBackStore>();

/** For the end of the process. Resolves to the number of pictures and answers that the stores have not taken within `timeoutMs`. */
export async function saveUnsavedPictures(timeoutMs: number): Promise<number> {
  const stores = [...writeBackStores];
  const timedOut = () => new Error('The picture store does not answer.');
  const saving = withTimeout({ timeoutMs, timedOut }, () =>
    Promise.all(stores.map((store) => store.saveNow())),
  );
  await saving.catch(() => undefined);
  return stores.reduce((count, { unsavedCount }) => count + unsavedCount, 0);
}
