/** A module that is loaded on first use. */
export interface LazyModule<Module> {
  /** Loads it with `import()`: once, however often it is called. After a rejection the next call loads again. */
  load(): Promise<Module>;
  /** The module, once it is loaded: for code that must not wait for a microtask. */
  loaded?: Module;
}

/** Code splitting. Bundlers put what `load` imports into a file of its own, which the first paint does not wait for. */
export function loadOnce<Module>(load: () => Promise<Module>): LazyModule<Module> {
  let loading: Promise<Module> | undefined;
  const lazy: LazyModule<Module> = {
    load() {
      loading ??= load().then(
        (module) => {
          lazy.loaded = module;
          return module;
        },
        (error: unknown) => {
          loading = undefined;
          throw error;
        },
      );
      return loading;
    },
  };
  return lazy;
}
