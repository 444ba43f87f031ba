'use client';

import clsx from 'clsx';
import { forwardRef, useEffect, useMemo, useRef } from 'react';
import { AvatarContext } from './AvatarContext.js';
import { useAvatarDefaults } from './AvatarDefaults.js';
import type { AvatarLook } from './AvatarLook.js';
import type { AvatarPartProps, AvatarStyle } from './AvatarStyle.js';
import { getAvatarColors } from './colors.js';
import type { Picture } from './imageLayers.js';
import { getInitials } from './initials.js';
import { sizeToLength, sizeToPixels } from './size.js';
import { type Images, useImages } from './useImages.js';

/** What the root element says of itself in `data-state`. */
export type AvatarState = 'pending' | 'picture' | 'none' | 'restricted' | 'error';

export interface AvatarProps extends AvatarLook, Omit<AvatarPartProps, 'color'> {
  /** Chooses the colour, and tells one subject from another: an id, so that a rename changes nothing. */
  seed: string;
  /** Gives the letters. */
  name?: string | null | undefined;
  /** What stands in where there are no letters. */
  glyph?: 'person' | 'group' | undefined;
  /** The accessible name; `''` makes the avatar decorative. */
  label: string;
  /** What is known of the picture; shown in `data-state` while none is painted. */
  status: Exclude<AvatarState, 'picture'>;
  /** Its URLs are safe. */
  picture?: Picture | undefined;
  /** Any value. A change of it loads a picture that has failed again. */
  attempt?: unknown;
  loading?: 'lazy' | 'eager' | undefined;
  /** Called when the picture at this URL fails, and not when a later attempt fails again. */
  onImageFailed?: ((url: string) => void) | undefined;
  /** Called with the new `data-state` after each change of it, and not with the first one. */
  onStateChange?: ((state: AvatarState) => void) | undefined;
}

/**
 * Letters on a coloured square, and a picture over them once it can be painted. Renders a `<span>`. Knows no chat and no
 * network: {@link ChatAvatar} joins it with a chat's picture.
 */
export const Avatar = forwardRef<HTMLSpanElement, AvatarProps>(function Avatar(
  {
    seed,
    name,
    glyph = 'person',
    label: ownLabel,
    status,
    picture,
    attempt,
    size: ownSize,
    shape: ownShape,
    ring,
    badge,
    palette,
    loading = 'lazy',
    onImageFailed,
    onStateChange,
    className,
    style,
    children,
    ...props
  },
  ref,
) {
  const defaults = useAvatarDefaults();
  const givenSize = ownSize ?? defaults.size;
  const size = givenSize ?? 'md';
  const shape = ownShape ?? defaults.shape ?? 'square';
  const label = defaults.decorative ? '' : ownLabel;
  const images = useImages(seed, picture, attempt);
  const state = toState(status, images.outcome);
  const colors = useMemo(() => getAvatarColors(seed, { palette }), [seed, palette]);
  const initials = useMemo(() => getInitials(name), [name]);
  const length = sizeToLength(size);

  const reported = useRef(state);
  useEffect(() => {
    if (reported.current === state) return;
    reported.current = state;
    onStateChange?.(state);
  }, [state, onStateChange]);

  const context = {
    images,
    onImageFailed,
    initials,
    glyph,
    label,
    length,
    pixels: sizeToPixels(size),
    loading,
  };

  return (
    <AvatarContext.Provider value={context}>
      <span
        {...props}
        ref={ref}
        // Tailwind's typography leaves out what stands in this class.
        className={clsx('not-prose', className)}
        data-chat-avatar=""
        data-state={state}
        data-known-picture={images.layers.at(-1)?.origin === 'known' ? '' : undefined}
        data-shape={shape === 'square' ? undefined : shape}
        data-ring={ring}
        data-badge={badge ? '' : undefined}
        style={
          {
            // Without one, the page may have set it, on a class or further up.
            ...(givenSize !== undefined && { '--chat-avatar-size': length }),
            // Here and not in the stylesheet: no bundler rewrites what React writes, and one pair serves both schemes.
            '--_ca-bg': `light-dark(${colors.light.background},${colors.dark.background})`,
            '--_ca-fg': `light-dark(${colors.light.foreground},${colors.dark.foreground})`,
            ...style,
          } as AvatarStyle
        }
      >
        {children}
        {badge ? <span data-chat-avatar-badge="">{badge}</span> : null}
      </span>
    </AvatarContext.Provider>
  );
});

function toState(status: AvatarProps['status'], outcome: Images['outcome']): AvatarState {
  if (outcome === 'painted') return 'picture';
  if (outcome === 'loading') return 'pending';
  return outcome === 'failed' ? 'error' : status;
}
