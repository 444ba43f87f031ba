const warned = new Set<string>();

/**
 * Writes each option that a function does not have to the console, once in a process: a misspelt option has no effect. A warning
 * and not an error, because an application may pass one object of settings to several functions.
 */
export function warnAboutOptions(name: string, options: object, known: Readonly<Record<string, true>>): void {
  for (const [option, value] of Object.entries(options)) {
    const sentence = `${name} has no option "${option}". Its options are ${Object.keys(known).join(', ')}.`;
    if (value === undefined || Object.hasOwn(known, option) || warned.has(sentence)) continue;
    warned.add(sentence);
    console.warn(sentence);
  }
}
