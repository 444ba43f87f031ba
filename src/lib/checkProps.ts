import { warnOnce } from './warnOnce.js';

/** What a prop has to be. */
export interface PropRule {
  isValid: (value: unknown) => boolean;
  /** Completes the sentence "It is …". */
  expected: string;
  /** Whether the warning repeats the value. Not for names and ids. */
  isShown?: boolean;
}

/** Development only. Warns about props of another kind, and about those that the component ignores, with what to use instead. */
export function checkProps(
  component: string,
  props: object,
  rules: Record<string, PropRule>,
  elsewhere: Record<string, string>,
): void {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (Object.hasOwn(elsewhere, name)) warnAboutIgnored(component, name, elsewhere[name] ?? '');
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule || rule.isValid(value)) continue;
    const given = rule.isShown ? ` ${typeof value === 'string' ? JSON.stringify(value) : String(value)}` : '';
    warnOnce(`<${component}> got an invalid ${name}${given}. It is ${rule.expected}.`);
  }
}

export function warnAboutIgnored(component: string, name: string, remedy: string): void {
  warnOnce(`<${component}> takes no ${name}. ${remedy}`);
}
