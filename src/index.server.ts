// The same surface for React Server Components: components stay behind the client boundary of their own files, while
// pure functions (chatPictureOptions for a prefetch, getInitials, createGatewaySource) can be called on the server.

export type { AvatarState } from './avatar/Avatar.js';
export { AvatarFace as ChatAvatarFace } from './avatar/AvatarFace.js';
export type { AvatarImageProps, AvatarImageRenderProps } from './avatar/AvatarImage.js';
export { AvatarImage as ChatAvatarImage } from './avatar/AvatarImage.js';
export { AvatarInitials as ChatAvatarInitials } from './avatar/AvatarInitials.js';
export type { AvatarLook } from './avatar/AvatarLook.js';
export type { AvatarStyle } from './avatar/AvatarStyle.js';
export type { AvatarColorPair, AvatarColors, AvatarPalette } from './avatar/colors.js';
export { getAvatarColors } from './avatar/colors.js';
export { getInitials } from './avatar/initials.js';
export type { RefreshLabels } from './avatar/RefreshButton.js';
export type { AvatarSize } from './avatar/size.js';
export type { AvailableChatPicture, ChatPicture } from './chat/ChatPicture.js';
export type { ChatPictureErrorCode, ChatPictureErrorOptions } from './chat/ChatPictureError.js';
export { ChatPictureError } from './chat/ChatPictureError.js';
export type { ChatId } from './chat/chatId.js';
export { isChatId, parseChatId } from './chat/chatId.js';
export type { GetChatPictureOptions, PictureSource } from './chat/PictureSource.js';
export type { ChatAvatarProps, ChatAvatarRootProps } from './chat-avatar/ChatAvatar.js';
export { ChatAvatar, ChatAvatarRoot } from './chat-avatar/ChatAvatar.js';
export type { ChatAvatarGroupLabels, ChatAvatarGroupProps } from './chat-avatar/ChatAvatarGroup.js';
export { ChatAvatarGroup } from './chat-avatar/ChatAvatarGroup.js';
export type { ChatAvatarRefreshButtonProps } from './chat-avatar/ChatAvatarRefreshButton.js';
export { ChatAvatarRefreshButton } from './chat-avatar/ChatAvatarRefreshButton.js';
export type { GatewaySourceOptions } from './gateway-client/createGatewaySource.js';
export { createGatewaySource } from './gateway-client/createGatewaySource.js';
export type { ChatPictureProviderProps } from './query/ChatPictureProvider.js';
export { ChatPictureProvider } from './query/ChatPictureProvider.js';
export type { ChatPictureQueryKey } from './query/chatPictureOptions.js';
export { chatPictureOptions } from './query/chatPictureOptions.js';
export { CHAT_PICTURE_STALE_TIME } from './query/constants.js';
export type { ChatPictureDescriptions } from './query/describeChatPicture.js';
export { describeChatPicture } from './query/describeChatPicture.js';
export type { RefreshResult } from './query/refresh/refreshChatPicture.js';
export type { UseChatPictureOptions, UseChatPictureResult } from './query/useChatPicture.js';
export { useChatPicture } from './query/useChatPicture.js';
