import { createGatewaySource } from 'chat-avatar';

/** The gateway of this dashboard's own server. */
export const pictureSource = createGatewaySource({ baseUrl: '/api/chat-pictures' });
