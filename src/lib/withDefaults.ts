/** The defaults, and over them each text of the others that is of the same kind: translations may come from JSON. */
export function withDefaults<Labels extends object>(
  defaults: Labels,
  ...others: (Partial<Labels> | undefined)[]
): Labels {
  const all = { ...defaults };
  for (const other of others) {
    for (const name in defaults) {
      const label = other?.[name];
      if (typeof label === typeof defaults[name]) all[name] = label as Labels[typeof name];
    }
  }
  return all;
}
