/** The methods of a storage that read and write values. */
const VALUE_METHODS = [
  'hasItem',
  'getItem',
  'setItem',
  'getItemRaw',
  'setItemRaw',
  'removeItem',
  'getKeys',
] as const;

/** The same storage, which calls `before` ahead of each of these methods, and waits for its promise. */
export function watchStorage<Storage extends object>(
  inner: Storage,
  before: (call: string) => Promise<unknown> | undefined,
  methods: readonly string[] = VALUE_METHODS,
): Storage {
  const storage = { ...inner };
  for (const name of methods) {
    const method = Reflect.get(inner, name) as (...args: unknown[]) => unknown;
    Reflect.set(storage, name, (...args: unknown[]) => {
      const waiting = before(`${name} ${args[0]}`);
      return waiting ? waiting.then(() => method.apply(inner, args)) : method.apply(inner, args);
    });
  }
  return storage;
}

/** The same storage, with a list of the calls of its methods, such as `getItem chats:…`. */
export function countCalls<Storage extends object>(inner: Storage) {
  const calls: string[] = [];
  const note = (call: string) => {
    calls.push(call);
    return undefined;
  };
  return { storage: watchStorage(inner, note, [...VALUE_METHODS, 'getMount', 'mount']), calls };
}
