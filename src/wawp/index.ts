export type { AvailableChatPicture, ChatPicture } from '../chat/ChatPicture.js';
export type { ChatPictureErrorCode, ChatPictureErrorOptions } from '../chat/ChatPictureError.js';
export { ChatPictureError } from '../chat/ChatPictureError.js';
export type { ChatId } from '../chat/chatId.js';
export { isChatId } from '../chat/chatId.js';
export type { GetChatPictureOptions, PictureSource } from '../chat/PictureSource.js';
export type { ChatOverview } from './answers/readOverview.js';
export type { SessionInfo, SessionStatus } from './answers/readSessionInfo.js';
export { createWawpClient } from './createWawpClient.js';
export { parseChatId } from './parseChatId.js';
export type {
  GetChatsOverviewOptions,
  GetSessionInfoOptions,
  WawpClient,
  WawpClientOptions,
} from './WawpClient.js';
