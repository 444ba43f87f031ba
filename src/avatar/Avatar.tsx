'use client';

import clsx from 'clsx';
import { forwardRef, useEffect, useMemo, useRef } from 'react';
import { AvatarContext } from './AvatarContext.js';
import { useAvatarDefaults } from './AvatarDefaults.js';
import type { AvatarLook } from './AvatarLook.js';
import type { AvatarPartProps, AvatarStyle } from './AvatarStyle.js';
import { getAvatarColors } from './colors/getAvatarColors.js';
import type { Picture } from './images/imageLayers.js';
import { type Images, useImages } from './images/useImages.js';
import { getInitials } from './initials/getInitials.js';
import { sizeToLength, sizeToPixels } from './size.js';

/** The values of `data-state` on the root element. */
export type AvatarState = 'pending' | 'picture' | 'none' | 'restricted' | 'error';

export interface AvatarProps extends AvatarLook, Omit<AvatarPartProps, 'color'> {
  /** An id. Selects the colour, so that a rename keeps it, and resets the images when it changes. */
  seed: string;
  /** The source of the initials. */
  name?: string | null | undefined;
  /** The fallback for a name without letters. @default 'person' */
  glyph?: 'person' | 'group' | undefined;
  /** The accessible name; `''` makes the avatar decorative. */
  label: string;
  /** The state of the query. Shown in `data-state` while no picture is painted. */
  status: Exclude<AvatarState, 'picture'>;
  /** The picture to show. Its URLs must be safe. */
  picture?: Picture | undefined;
  /** Any value. A change of it loads a failed picture again. */
  attempt?: unknown;
  loading?: 'lazy' | 'eager' | undefined;
  /** Called when the picture at this URL fails, and not when a later attempt fails again. */
  onImageFailed?: ((url: string) => void) | undefined;
  /** Called with the new `data-state` after each change of it, and not with the first one. */
  onStateChange?: ((state: AvatarState) => void) | undefined;
}

/**
 * Letters on a coloured square, and a picture over them once it can be painted. Renders a `<span>`. Independent of chats and
 * of the network: {@link ChatAvatar} connects it to the picture of a chat.
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
        // Tailwind's typography plugin does not style the contents of this class.
        className={clsx('not-prose', className)}
        data-chat-avatar=""
        data-state={state}
        data-known-picture={images.layers.at(-1)?.origin === 'known' ? '' : undefined}
        data-shape={shape === 'square' ? undefined : shape}
        data-ring={ring}
        data-badge={badge ? '' : undefined}
        style={
          {
            // Without a `size`, the property may come from a class or an ancestor.
            ...(givenSize !== undefined && { '--chat-avatar-size': length }),
            // Not in the stylesheet: bundlers rewrite `light-dark()` there, but not in an inline style.
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
