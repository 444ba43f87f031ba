import type { ComponentPropsWithoutRef, ReactElement } from 'react';
import type { AvatarPartRenderProps } from '../../avatar/parts/AvatarPart.js';
import type { RefreshButtonState } from '../../avatar/parts/RefreshButton.js';
import type { RefreshLabels } from '../../avatar/refresh/RefreshLabels.js';
import type { ChatPictureError } from '../../chat/ChatPictureError.js';
import type { RefreshResult } from '../../query/refresh/RefreshResult.js';

export interface ChatAvatarRefreshButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'type'> {
  /** Translations of the button's texts, in place of the avatar's. */
  labels?: Partial<RefreshLabels> | undefined;
  /** Called with the result of each press, or with its error. */
  onRefreshed?: ((result: RefreshResult | ChatPictureError) => void) | undefined;
  /** Renders another element instead of `<button>`. Spread the props; they include `ref` and `children`. */
  render?: ((props: AvatarPartRenderProps, state: RefreshButtonState) => ReactElement) | undefined;
}
