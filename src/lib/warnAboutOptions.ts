import { warnOnce } from './warnOnce.js';

/**
 * Names each option that a function does not have: a misspelt option has no effect. Guard each call with a literal
 * `process.env.NODE_ENV !== 'production'`.
 */
export function warnAboutOptions(name: string, options: object, known: Readonly<Record<string, true>>): void {
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined || Object.hasOwn(known, option)) continue;
    warnOnce(`${name} has no option "${option}". Its options are ${Object.keys(known).join(', ')}.`);
  }
}
