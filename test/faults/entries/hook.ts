import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { chatPictureOptions, createGatewaySource } from 'chat-avatar';
import { JOHN } from '../../support/chats.js';
import { pass } from '../settle.js';
import { describeError } from './wawpClient.js';

/** The queries of `useChatPicture` and `ChatAvatar` for two minutes, with a gateway that answers through `fetch`. */
export async function showAvatar(
  fetch: (request: Request) => Promise<Response>,
  held?: { status: 'available'; url: string },
): Promise<string> {
  let requests = 0;
  const source = createGatewaySource({
    baseUrl: 'https://dashboard.example.com',
    fetch: (input, init) => {
      requests += 1;
      return fetch(new Request(input, init));
    },
  });
  const client = new QueryClient();
  const options = chatPictureOptions(source, JOHN);
  if (held) client.setQueryData(options.queryKey, held, { updatedAt: Date.now() - 25 * 60 * 60 * 1000 });
  const observer = new QueryObserver(client, options);
  const stop = observer.subscribe(() => {});
  await pass(120_000);
  const { status, data, error, fetchStatus } = observer.getCurrentResult();
  stop();
  client.clear();
  const face = data?.status === 'available' ? 'the picture' : 'initials';
  const state = error ? describeError(error).split(',')[0] : `\`${data?.status ?? status}\``;
  const isLoading = fetchStatus === 'fetching' ? ', still loading' : '';
  return `${face}, ${state}${isLoading}; ${requests} request${requests === 1 ? '' : 's'}`;
}
