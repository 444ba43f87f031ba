/**
 * Code splitting. Bundlers put the module that `load` imports into a file of its own, which the first paint does not wait for.
 *
 * The returned function calls `use` with the module: synchronously once it is loaded, otherwise when it arrives. It is loaded once. When
 * that fails, the promise rejects with `explain(error)`, and the next call loads it again. Annotate the call as pure, so that bundlers can drop it.
 */
export function lazyCode<Module>(load: () => Promise<Module>, explain: (error: unknown) => unknown) {
  let loading: Promise<Module> | undefined;
  let loaded: Module | undefined;
  return async <Result>(use: (module: Module) => Result): Promise<Awaited<Result>> => {
    if (loaded === undefined) {
      loading ??= load();
      try {
        loaded = await loading;
      } catch (error) {
        loading = undefined;
        throw explain(error);
      }
    }
    return await use(loaded);
  };
}
