export type { AvailableChatPicture, ChatPicture } from '../chat/ChatPicture.js';
export type { ChatPictureErrorCode, ChatPictureErrorOptions } from '../chat/ChatPictureError.js';
export { ChatPictureError } from '../chat/ChatPictureError.js';
export type { ChatId } from '../chat/chatId.js';
export { isChatId, parseChatId } from '../chat/chatId.js';
export type { GetChatPictureOptions, PictureSource } from '../chat/PictureSource.js';
export type { GetChatsOverviewOptions, WawpClient, WawpClientOptions } from './createWawpClient.js';
export { createWawpClient } from './createWawpClient.js';
export type { ChatOverview } from './readOverview.js';
