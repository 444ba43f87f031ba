'use client';

import { type ReactNode, type RefObject, useRef } from 'react';
import { memoizeByText } from '../lib/memoizeByText.js';
import { useBrowserLayoutEffect } from '../lib/useBrowserLayoutEffect.js';
import { NO_DEFAULTS, useAvatarDefaults } from './AvatarDefaults.js';
import type { AvatarLook } from './AvatarLook.js';
import type { AvatarState } from './AvatarState.js';
import { type AvatarStyle, plainStyle } from './AvatarStyle.js';
import type { AvatarColors } from './colors/AvatarColors.js';
import { getAvatarColors } from './colors/getAvatarColors.js';
import type { ImageLayer, Picture } from './images/imageLayers.js';
import { useImages } from './images/useImages.js';
import { fitLetters } from './initials/fitLetters.js';
import { getInitials } from './initials/getInitials.js';
import { LETTER } from './initials/graphemes.js';
import type { AvatarContextValue } from './parts/AvatarContext.js';
import { readSize } from './size.js';

export interface AvatarOptions {
  /** Passed on as one object, whose properties minifiers cannot shorten. */
  look: AvatarLook & { style?: AvatarStyle | undefined };
  badge: ReactNode;
  /** An id. Selects the colour, so that a rename keeps it, and resets the images when it changes. */
  seed: string;
  /** The source of the initials. */
  name: string | null | undefined;
  /** The fallback for a name without letters. */
  glyph: 'person' | 'group';
  /** The accessible name; `''` makes the avatar decorative. */
  label: string;
  /** The state of the query. Shown in `data-state` while no picture is painted. */
  status: Exclude<AvatarState, 'picture'>;
  /** The picture to show. Its URLs must be safe. */
  picture: Picture | undefined;
  /** Any value. A change of it loads a failed picture again. */
  attempt: unknown;
  /** Subscribes to further reasons to load a failed picture again. Called when it has failed. */
  retryOn: (retry: () => void) => () => void;
  loading: 'lazy' | 'eager';
  /** Whether the letters under a picture that is known from the first render are displayed at once, or wait for it. */
  letters: 'now' | 'wait';
  /**
   * The root element, if nothing but the root depends on whether a known picture is painted: no `render` function is called with the
   * state.
   */
  ownRoot: RefObject<HTMLElement | null> | undefined;
  /** Whether the avatar may be its own face: no other part stands beside the face. */
  isAlone: boolean;
  /** Called when the picture at this URL fails, and not when a later attempt fails again. */
  onImageFailed: (url: string) => void;
  /** Called with the new `data-state` after each change of it, and not with the first one. */
  onStateChange: (state: AvatarState) => void;
}

/** A list shows the same names again and again. Two halves of this many names are about 1 MB. */
const initialsOf = memoizeByText(getInitials, 5_000);

/** Up to this size, in px, two letters are too small to be read. */
const ONE_LETTER = 20;

/**
 * Letters on a coloured square, and a picture over them once it can be painted. Independent of chats and of the network.
 *
 * @returns the attributes of the root element, and the values that the parts share.
 */
export function useAvatar({
  seed,
  name,
  glyph,
  label,
  status,
  picture,
  attempt,
  retryOn,
  look,
  badge,
  loading,
  letters,
  ownRoot,
  isAlone,
  onImageFailed,
  onStateChange,
}: AvatarOptions) {
  const defaults = useAvatarDefaults();
  const { ring, palette } = look;
  const style = plainStyle(look.style);
  const size = look.size ?? defaults.size;
  const shape = look.shape ?? defaults.shape;
  const images = useImages(seed, picture, attempt, retryOn, letters, ownRoot);
  const state = images.state ?? status;

  // A layer keeps its callbacks from its first render, so that they read the latest values here.
  const reported = useRef({ state, onStateChange, ownRoot }).current;
  reported.onStateChange = onStateChange;
  reported.ownRoot = ownRoot;
  const report = (next: AvatarState) => {
    const root = reported.ownRoot?.current;
    // `dataset` would be an object that stays with each element.
    if (root && root.getAttribute('data-state') !== next) root.setAttribute('data-state', next);
    if (reported.state === next) return;
    reported.state = next;
    reported.onStateChange(next);
  };
  // React does not replace what it has not written: after `paintKnown` it may be wrong about the attribute. Before the next frame, so
  // that the letters of another chat are not hidden in it. In the commit that shows the letters of a failed picture, so that an answer in
  // the same task does not skip its failure.
  useBrowserLayoutEffect(() => {
    // This effect runs again, with the state of its render, when `Suspense` or `Activity` has hidden the avatar for a while.
    report(images.layers.some(({ painted }) => painted) ? 'picture' : state);
    if (images.hasFailed && picture) onImageFailed(picture.url);
  }, [state, images.layers]);

  /**
   * Nothing but an attribute changes when a known picture is painted. Without a render of it, 1,000 avatars have a third less heap: a
   * second render makes React keep two copies of fibers and hooks.
   */
  const paintKnown = (layer: ImageLayer) => {
    if (!reported.ownRoot?.current) return false;
    layer.painted = true;
    report('picture');
    return true;
  };

  const { length, pixels } = readSize(size);
  const isInPx = length.endsWith('px');
  const all = typeof name === 'string' ? initialsOf(name) : '';
  const isSmall = pixels <= ONE_LETTER;
  const initials = (isSmall && LETTER.exec(all)?.[0]) || all;
  const avatar: AvatarContextValue = {
    images,
    state,
    initials,
    fit: initials ? fitLetters(initials, isSmall) : undefined,
    glyph,
    label: defaults.decorative ? '' : label,
    length,
    pixels,
    loading,
    paintKnown,
  };
  // One element in place of three: a third less CPU when 1,000 mount, and 111 bytes of HTML each. Its font size is that of its letters,
  // so its own width has to be in px: not of a class, an inline style or an ancestor.
  const isFace = isAlone && defaults === NO_DEFAULTS && size !== undefined && isInPx;
  const isLetters = isFace && initials !== '' && images.layers.length === 0;
  const own = rootStyle(getAvatarColors(seed, { palette }), size === undefined ? undefined : length);
  const fit = isLetters ? avatar.fit : undefined;
  const attributes = {
    'data-chat-avatar': isLetters ? 'letters' : isFace ? 'l' : '',
    'data-state': state,
    'data-shape': shape === 'square' ? undefined : shape,
    'data-ring': ring,
    'data-badge': badge ? '' : undefined,
    // The stylesheet knows the width of an avatar without it, unless a class changes the width.
    'data-fluid': style || !isInPx ? '' : undefined,
    // A `render` function may change what it gets, and avatars share `own`.
    style: fit || style || !ownRoot ? ({ ...own, ...fit, ...style } as AvatarStyle) : own,
  };
  return { attributes, avatar, defaults, isFace, isLetters };
}

/** The last one of each pair of colours: 1,000 avatars of one size share 16 objects. */
const styles = new WeakMap<AvatarColors, { length: string | undefined; style: AvatarStyle }>();

/**
 * The size and the colours. Without a `length` the size may come from a class or an ancestor. Each colour is the two arguments of
 * `light-dark()`, which the stylesheet writes once, and has a short name: 36 bytes less in the HTML of an avatar.
 */
function rootStyle(colors: AvatarColors, length: string | undefined): AvatarStyle {
  const last = styles.get(colors);
  if (last && last.length === length) return last.style;
  const { light, dark } = colors;
  const style: AvatarStyle = {
    '--chat-avatar-size': length,
    '--_cb': `${short(light.background)},${short(dark.background)}`,
    '--_cf': `${short(light.foreground)},${short(dark.foreground)}`,
  };
  styles.set(colors, { length, style });
  return style;
}

/** `#112233` as `#123`: 8 bytes less in the HTML of an avatar. */
function short(hex: string): string {
  return hex.replace(/^#(.)\1(.)\2(.)\3$/, '#$1$2$3');
}
