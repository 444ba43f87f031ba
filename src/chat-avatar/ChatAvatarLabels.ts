import type { RefreshLabels } from '../avatar/refresh/RefreshLabels.js';
import type { ChatPictureDescriptions } from '../query/describeChatPicture.js';
import type { ChatAvatarGroupLabels } from './group/ChatAvatarGroupLabels.js';

/**
 * Every text of the avatars: those of the refresh button, of the group, of `describeChatPicture`, and the names of chats without
 * one. `ChatPictureProvider` takes all or some of them, `ChatAvatar` replaces them for one avatar. Ready-made sets are
 * `chat-avatar/labels/de` and others; the defaults are English.
 */
export interface ChatAvatarLabels extends RefreshLabels, ChatAvatarGroupLabels, ChatPictureDescriptions {
  /** The accessible name of a person without a name and a number. @default 'Contact' */
  contact: string;
  /** The accessible name of a group without a name. @default 'Group' */
  group: string;
}
