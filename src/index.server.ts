// The same surface for React Server Components: components stay behind the client boundary of their own files, while
// pure functions (chatPictureOptions for a prefetch, getInitials, createGatewaySource) can be called on the server.

export type { AvatarState } from './avatar/Avatar.js';
export type { AvatarImageProps, AvatarImageRenderProps } from './avatar/AvatarImage.js';
export type { AvatarLook } from './avatar/AvatarLook.js';
export type { AvatarColorPair, AvatarColors, AvatarPalette } from './avatar/colors.js';
export { getAvatarColors } from './avatar/colors.js';
export { getInitials } from './avatar/initials.js';
export type { RefreshLabels } from './avatar/RefreshButton.js';
export type { AvatarSize } from './avatar/size.js';
export type { ChatAvatarProps, ChatAvatarRootProps } from './ChatAvatar.js';
export { ChatAvatar } from './ChatAvatar.js';
export type { ChatAvatarGroupLabels, ChatAvatarGroupProps } from './ChatAvatarGroup.js';
export { ChatAvatarGroup } from './ChatAvatarGroup.js';
export type { ChatAvatarRefreshButtonProps } from './ChatAvatarRefreshButton.js';
export type { AvailableChatPicture, ChatPicture } from './chat/ChatPicture.js';
export type { ChatPictureErrorCode, ChatPictureErrorOptions } from './chat/ChatPictureError.js';
export { ChatPictureError } from './chat/ChatPictureError.js';
export type { ChatId } from './chat/chatId.js';
export { isChatId, parseChatId } from './chat/chatId.js';
export type { GetChatPictureOptions, PictureSource } from './chat/PictureSource.js';
export type { ChatPictureProviderProps } from './picture/ChatPictureProvider.js';
export { ChatPictureProvider } from './picture/ChatPictureProvider.js';
export type { ChatPictureQueryKey } from './picture/chatPictureOptions.js';
export { chatPictureOptions } from './picture/chatPictureOptions.js';
export { CHAT_PICTURE_STALE_TIME } from './picture/constants.js';
export type { GatewaySourceOptions } from './picture/createGatewaySource.js';
export { createGatewaySource } from './picture/createGatewaySource.js';
export type { ChatPictureDescriptions } from './picture/describeChatPicture.js';
export { describeChatPicture } from './picture/describeChatPicture.js';
export type { RefreshResult } from './picture/refreshChatPicture.js';
export type { UseChatPictureOptions, UseChatPictureResult } from './picture/useChatPicture.js';
export { useChatPicture } from './picture/useChatPicture.js';
