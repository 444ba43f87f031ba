import { createGatewaySource } from 'chat-avatar';
import { BASE_PATH, getGateway } from './gateway';

/**
 * The browser's source, without a network in between: the same base URL gives the same query keys, so what is prefetched
 * here is found there.
 */
export const source = createGatewaySource({
  baseUrl: BASE_PATH,
  fetch: (input, init) => getGateway().fetch(new Request(new URL(String(input), 'http://localhost'), init)),
});
