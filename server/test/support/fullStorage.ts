import { createStorage } from 'unstorage';
import { watchStorage } from './watchStorage.js';

/**
 * A storage in memory, and `fill`: from then on there is room for as many values as are removed, or for none if others take it
 * (`isContended`).
 */
export function fullStorage() {
  let room = Number.POSITIVE_INFINITY;
  let freed = 1;
  const inner = createStorage();
  const storage = watchStorage(inner, (call) => {
    const [method = '', key = ''] = call.split(' ');
    if (method === 'removeItem') {
      return inner.hasItem(key).then((isThere) => {
        if (isThere) room += freed;
      });
    }
    if (!method.startsWith('setItem')) return undefined;
    if (room < 1) return Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    room -= 1;
    return undefined;
  });
  return {
    storage,
    fill({ isContended = false } = {}) {
      room = 0;
      if (isContended) freed = 0;
    },
  };
}
