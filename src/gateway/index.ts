export type { PictureGateway, PictureGatewayOptions } from './createPictureGateway.js';
export { createPictureGateway } from './createPictureGateway.js';
export type { PictureGatewayEvent } from './PictureGatewayEvent.js';
