/** `['chat-picture', source.id, canonical chat id]`. Holds no secret, so it may be persisted and shown. */
export type ChatPictureQueryKey = readonly [scope: 'chat-picture', sourceId: string, chatId: string];
