import type { ComponentPropsWithoutRef, HTMLAttributes, ReactElement, Ref } from 'react';
import type { AvatarState } from '../AvatarState.js';
import type { AvatarStyle } from '../AvatarStyle.js';

/** The state of an avatar, for the `render` of its parts. */
export interface AvatarPartState {
  /** The value of `data-state` on the root. */
  state: AvatarState;
}

/** The props of the element that `render` returns. They fit any HTML element, and so does `ref`. */
export interface AvatarPartRenderProps extends HTMLAttributes<HTMLElement> {
  ref?: Ref<never> | undefined;
}

/** The props of a part that renders a `<span>`. */
export interface AvatarPartProps extends Omit<ComponentPropsWithoutRef<'span'>, 'style'> {
  /** Inline styles, custom properties such as `--chat-avatar-size` included. */
  style?: AvatarStyle | undefined;
  /**
   * Renders another element instead of `<span>`: `render={(props, { state }) => <div {...props} title={state} />}`. Spread the
   * props; they include `ref` and `children`.
   */
  render?: ((props: AvatarPartRenderProps, state: AvatarPartState) => ReactElement) | undefined;
}

/** The element of a part. */
export function renderPart(
  render: AvatarPartProps['render'],
  props: object,
  state: AvatarState,
): ReactElement {
  // Other libraries take an element here.
  return typeof render === 'function' ? render(props, { state }) : <span {...props} />;
}
