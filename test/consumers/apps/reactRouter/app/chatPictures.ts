import { createWawpEmulator } from 'chat-avatar/testing';
import { createPictureGateway, createWawpClient } from 'chat-avatar-server';

const { fetch } = createWawpEmulator();
const gateway = createPictureGateway({
  source: createWawpClient({ instanceId: '1', accessToken: 'token', fetch }),
  basePath: '/api/chat-pictures',
  authorize: () => true,
  fetchImage: fetch,
});

export const loader = ({ request }: { request: Request }) => gateway.fetch(request);
export const action = loader;
