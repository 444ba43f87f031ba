import { isValidElement, type ReactNode } from 'react';
import { ELSEWHERE, PART_RULES } from '../avatar/parts/partWarnings.js';
import { AVATAR_SIZES } from '../avatar/size.js';
import { checkProps, type PropRule, warnAboutIgnored } from '../lib/checkProps.js';
import { isRenderable } from '../lib/isRenderable.js';
import { warnOnce } from '../lib/warnOnce.js';
import { warnAboutLabels } from './labelWarnings.js';

// Development only: each call is guarded by `process.env.NODE_ENV !== 'production'`. TypeScript finds most of these mistakes; these
// warnings are for values that it does not see, such as JSON, and for JavaScript.

const isText = (value: unknown) => typeof value === 'string';
const isFunction = (value: unknown) => typeof value === 'function';
const isBoolean = (value: unknown) => typeof value === 'boolean';

const FUNCTION: PropRule = { isValid: isFunction, expected: 'a function' };

const oneOf = (...values: string[]): PropRule => ({
  isValid: (value) => values.includes(String(value)) && isText(value),
  expected: values.map((value) => `"${value}"`).join(' or '),
  isShown: true,
});

const OUTLINE: Record<string, PropRule> = {
  size: {
    isValid: isSize,
    expected: `${Object.keys(AVATAR_SIZES).join(', ')}, a number of px above 0, or a CSS length such as "2rem"`,
    isShown: true,
  },
  shape: oneOf('square', 'rounded', 'circle'),
  style: PART_RULES.style,
};

const AVATAR: Record<string, PropRule> = {
  ...OUTLINE,
  ring: oneOf('active', 'unread'),
  loading: oneOf('lazy', 'eager'),
  name: { isValid: isText, expected: 'a string' },
  alt: { isValid: isText, expected: 'a string' },
  className: PART_RULES.className,
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
  render: PART_RULES.render,
  renderImage: PART_RULES.render,
  onStateChange: FUNCTION,
  onRefreshed: FUNCTION,
};

const REFRESH_BUTTON: Record<string, PropRule> = {
  ...PART_RULES,
  title: { isValid: isText, expected: 'a string' },
  onClick: FUNCTION,
  onRefreshed: FUNCTION,
};

const GROUP: Record<string, PropRule> = {
  ...OUTLINE,
  max: { isValid: (value) => Number(value) >= 1, expected: 'a number of 1 or more', isShown: true },
  total: { isValid: (value) => Number(value) >= 0, expected: 'a number of 0 or more', isShown: true },
};

/** What to use in place of props that people try. The `<span>` ignores them. */
const NOT_ATTRIBUTES: Record<string, string> = {
  ...ELSEWHERE,
  jid: 'Pass chatId.',
  chatid: 'Pass chatId.',
  chatID: 'Pass chatId.',
  phone: 'Pass chatId: the number with its country code, and "@c.us".',
  image: ELSEWHERE.src,
  picture: ELSEWHERE.src,
  fallback: 'It is the initials of name. For another, compose <ChatAvatar.Root> with <ChatAvatar.Initials>.',
  as: 'Pass render.',
  asChild: 'Pass render.',
  variant: 'Pass shape.',
  color: 'Pass palette, or set --chat-avatar-background and --chat-avatar-foreground.',
  onRefresh: 'Pass onRefreshed.',
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
  check(component, props, AVATAR, { ...NOT_ATTRIBUTES, ...(isWhole ? ONLY_PARTS : ONLY_WHOLE) });
}

export function warnAboutRefreshButtonProps(props: object): void {
  check('ChatAvatar.RefreshButton', props, REFRESH_BUTTON, {
    children: 'It has a glyph for each state. To add to it, pass render.',
  });
}

export function warnAboutGroupProps(props: object, children: ReactNode): void {
  check('ChatAvatarGroup', props, GROUP, {});
  if (isFunction(children)) warnAboutIgnored('ChatAvatarGroup', 'children', 'Pass elements, not a function.');
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
    warnAboutIgnored('ChatPictureProvider', name, remedy);
  }
}

function check(
  component: string,
  props: { labels?: unknown },
  rules: Record<string, PropRule>,
  elsewhere: Record<string, string>,
): void {
  if (props.labels !== undefined && props.labels !== null) warnAboutLabels(component, props.labels);
  checkProps(component, props, rules, elsewhere);
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
