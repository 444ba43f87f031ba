import type { Storage } from 'unstorage';

/** The storage, with `call` in place of these methods. `run` calls the method itself. */
export function withMethods(
  storage: Storage,
  methods: readonly (keyof Storage)[],
  call: (run: () => unknown, key: string) => Promise<unknown>,
): Storage {
  return new Proxy(storage, {
    get: (target, name: keyof Storage) => {
      const value = target[name];
      if (!methods.includes(name)) return value;
      return (key: string, ...rest: never[]) =>
        call(() => (value as (...all: unknown[]) => unknown)(key, ...rest), key);
    },
  });
}
