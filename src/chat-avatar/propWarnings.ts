import { isValidElement, type ReactNode } from 'react';
import { AVATAR_SIZES } from '../avatar/size.js';
import { isPlainObject } from '../lib/isPlainObject.js';
import { isRenderable } from '../lib/isRenderable.js';
import { warnOnce } from '../lib/warnOnce.js';
import { warnAboutLabels } from './labelWarnings.js';

// Development only: each call is guarded by `process.env.NODE_ENV !== 'production'`. TypeScript finds most of these mistakes; these
// warnings are for values that it does not see, such as JSON, and for JavaScript.

interface Rule {
  isValid: (value: unknown) => boolean;
  /** Completes the sentence "It is …". */
  expected: string;
  /** Whether the warning repeats the value. Not for names and ids. */
  isShown?: boolean;
}

const isText = (value: unknown) => typeof value === 'string';
const isFunction = (value: unknown) => typeof value === 'function';
const isBoolean = (value: unknown) => typeof value === 'boolean';

const oneOf = (...values: string[]): Rule => ({
  isValid: (value) => values.includes(String(value)) && isText(value),
  expected: values.map((value) => `"${value}"`).join(' or '),
  isShown: true,
});

const renderFunction: Rule = {
  isValid: isFunction,
  expected: 'a function that returns an element, as in (props) => <Element {...props} />',
};

const OUTLINE: Record<string, Rule> = {
  size: {
    isValid: isSize,
    expected: `${Object.keys(AVATAR_SIZES).join(', ')}, a number of px above 0, or a CSS length such as "2rem"`,
    isShown: true,
  },
  shape: oneOf('square', 'rounded', 'circle'),
  style: {
    isValid: isPlainObject,
    expected: 'an object, as in style={{ marginTop: 4 }}',
  },
};

const AVATAR: Record<string, Rule> = {
  ...OUTLINE,
  ring: oneOf('active', 'unread'),
  loading: oneOf('lazy', 'eager'),
  name: { isValid: isText, expected: 'a string' },
  alt: { isValid: isText, expected: 'a string' },
  className: { isValid: isText, expected: 'a string' },
  badge: {
    isValid: isRenderable,
    expected: 'an element, a string or a number',
  },
  palette: {
    isValid: isPalette,
    expected: 'an array of { light, dark }, each { background, foreground } in hex, as "#112233"',
  },
  refreshable: { isValid: isBoolean, expected: 'true or false', isShown: true },
  restrictedBadge: {
    isValid: (value) => isBoolean(value) || isText(value),
    expected: 'true, false or a string',
  },
  render: renderFunction,
  renderImage: renderFunction,
  onStateChange: { isValid: isFunction, expected: 'a function' },
  onRefreshed: { isValid: isFunction, expected: 'a function' },
};

const GROUP: Record<string, Rule> = {
  ...OUTLINE,
  max: { isValid: (value) => Number(value) >= 1, expected: 'a number of 1 or more', isShown: true },
  total: { isValid: (value) => Number(value) >= 0, expected: 'a number of 0 or more', isShown: true },
};

/** Attributes and names of other libraries that people try, and what to use. The `<span>` ignores them. */
const ELSEWHERE: Record<string, string> = {
  src: 'Pictures come from the source of ChatPictureProvider.',
  srcSet: 'Pictures come from the source of ChatPictureProvider.',
  width: 'Pass size.',
  height: 'Pass size.',
  jid: 'Pass chatId.',
  phone: 'Pass chatId: the number with its country code, and "@c.us".',
};

const ONLY_WHOLE: Record<string, string> = {
  refreshable: 'Render <ChatAvatar.RefreshButton> inside it.',
  onRefreshed: 'Pass it to <ChatAvatar.RefreshButton>.',
  renderImage: 'Pass it to <ChatAvatar.Image> as render.',
};

const ONLY_PARTS: Record<string, string> = {
  children: 'To compose an avatar, render the parts inside of <ChatAvatar.Root>.',
};

/** Checks the props of `ChatAvatar` (`isWhole`), or of `ChatAvatar.Root`. */
export function warnAboutProps(props: object, isWhole: boolean): void {
  const component = isWhole ? 'ChatAvatar' : 'ChatAvatar.Root';
  check(component, props, AVATAR, { ...ELSEWHERE, ...(isWhole ? ONLY_PARTS : ONLY_WHOLE) });
}

export function warnAboutGroupProps(props: object, children: ReactNode): void {
  check('ChatAvatarGroup', props, GROUP, {});
  if (isFunction(children)) ignored('ChatAvatarGroup', 'children', 'Pass elements, not a function.');
  if (!isValidElement<{ children?: ReactNode; chatId?: unknown }>(children)) return;
  const { children: inner, chatId } = children.props;
  if (chatId !== undefined || typeof children.type === 'symbol' || !Array.isArray(inner)) return;
  warnOnce(
    'ChatAvatarGroup has one child with several children, which counts as one avatar: max and the overlap do not apply. Pass the avatars themselves, or in a fragment.',
  );
}

const PROVIDER = ['source', 'labels', 'refreshCooldownMs', 'children'];

export function warnAboutProviderProps(props: object): void {
  for (const name of Object.keys(props)) {
    if (PROVIDER.includes(name)) continue;
    const remedy = /client$/i.test(name)
      ? 'Pass it to <QueryClientProvider client>.'
      : 'It takes source, labels, refreshCooldownMs and children.';
    ignored('ChatPictureProvider', name, remedy);
  }
}

function check(
  component: string,
  props: object,
  rules: Record<string, Rule>,
  elsewhere: Record<string, string>,
): void {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name === 'labels') warnAboutLabels(component, value);
    if (Object.hasOwn(elsewhere, name)) ignored(component, name, elsewhere[name] ?? '');
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule || rule.isValid(value)) continue;
    const given = rule.isShown ? ` ${typeof value === 'string' ? JSON.stringify(value) : String(value)}` : '';
    warnOnce(`<${component}> got an invalid ${name}${given}. It is ${rule.expected}.`);
  }
}

function ignored(component: string, name: string, remedy: string): void {
  warnOnce(`<${component}> takes no ${name}. ${remedy}`);
}

/** As `readSize` reads it. Browsers know whether a length is one. */
function isSize(size: unknown): boolean {
  if (typeof size === 'number') return Number.isFinite(size) && size > 0;
  if (typeof size !== 'string') return false;
  const text = size.trim();
  if (Object.hasOwn(AVATAR_SIZES, text)) return size === text;
  if (/^[\d.]+$/.test(text)) return Number(text) > 0;
  const isLength = /^[\d.]+(?:[a-z]+|%)$/i.test(text) ? Number.parseFloat(text) > 0 : /^[a-z]+\(/i.test(text);
  return isLength && (globalThis.CSS?.supports?.('width', text) ?? true);
}

const palettes = new WeakMap<object, boolean>();

function isPalette(palette: unknown): boolean {
  if (!Array.isArray(palette)) return false;
  const known = palettes.get(palette);
  if (known !== undefined) return known;
  const isValid = palette.every(
    (colors) =>
      isColor(colors?.light?.background) &&
      isColor(colors?.light?.foreground) &&
      isColor(colors?.dark?.background) &&
      isColor(colors?.dark?.foreground),
  );
  palettes.set(palette, isValid);
  return isValid;
}

function isColor(color: unknown): boolean {
  return typeof color === 'string' && color !== '' && (globalThis.CSS?.supports?.('color', color) ?? true);
}
