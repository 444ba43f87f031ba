export type { WawpClient, WawpClientOptions } from 'chat-avatar/wawp';
export { createWawpClient } from 'chat-avatar/wawp';
export { createPictureGateway } from './gateway/createPictureGateway.js';
export { toNodeHandler } from './gateway/node/toNodeHandler.js';
export type { PictureGatewayEvent } from './gateway/PictureGatewayEvent.js';
export type { PictureGateway, PictureGatewayOptions } from './gateway/PictureGatewayOptions.js';
export { openStore } from './store/storage/open/openStore.js';
export type { StorageAdapter } from './store/storage/StorageAdapter.js';
