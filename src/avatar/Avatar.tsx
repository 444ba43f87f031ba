'use client';

import clsx from 'clsx';
import { forwardRef, useMemo } from 'react';
import { safeSrcSet } from '../chat/safeImageUrl.js';
import { AvatarContext } from './AvatarContext.js';
import { useAvatarDefaults } from './AvatarDefaults.js';
import type { AvatarLook } from './AvatarLook.js';
import type { AvatarPartProps, AvatarStyle } from './AvatarStyle.js';
import { getAvatarColors } from './colors.js';
import { getInitials } from './initials.js';
import { sizeToLength, sizeToPixels } from './size.js';
import { useImages } from './useImages.js';

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
  src?: string | undefined;
  srcSet?: string | undefined;
  loading?: 'lazy' | 'eager' | undefined;
  onImagePainted?: ((url: string) => void) | undefined;
  onImageFailed?: ((url: string) => void) | undefined;
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
    src,
    srcSet,
    size: ownSize,
    shape: ownShape,
    ring,
    badge,
    palette,
    loading = 'lazy',
    onImagePainted,
    onImageFailed,
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
  const images = useImages(seed, src);
  const colors = useMemo(() => getAvatarColors(seed, { palette }), [seed, palette]);
  const initials = useMemo(() => getInitials(name), [name]);
  const length = sizeToLength(size);

  const context = {
    images: {
      ...images,
      onPainted: (url: string, fade: number) => {
        images.onPainted(url, fade);
        onImagePainted?.(url);
      },
      onFailed: (url: string) => {
        images.onFailed(url);
        onImageFailed?.(url);
      },
    },
    srcSet: safeSrcSet(srcSet),
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
        data-state={toState(status, images.outcome)}
        data-known-picture={images.known ? '' : undefined}
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

function toState(status: AvatarProps['status'], outcome: string): AvatarState {
  if (outcome === 'painted') return 'picture';
  if (outcome === 'loading') return 'pending';
  return outcome === 'failed' ? 'error' : status;
}
