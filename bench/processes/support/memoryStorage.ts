import { createStorage } from 'unstorage';
import memoryDriver from 'unstorage/drivers/memory';

/** A storage in memory that counts the calls of its driver. */
export function countingStorage() {
  const driver = memoryDriver();
  let calls = 0;
  const counted = Object.fromEntries(
    Object.entries(driver).map(([name, member]) => {
      if (typeof member !== 'function' || name === 'getInstance') return [name, member];
      const call = (...args: unknown[]) => {
        calls += 1;
        return Reflect.apply(member, driver, args);
      };
      return [name, call];
    }),
  ) as unknown as typeof driver;
  return { storage: createStorage({ driver: counted }), calls: () => calls };
}
