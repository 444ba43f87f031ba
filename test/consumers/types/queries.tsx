// Every way to hand chatPictureOptions() to TanStack Query. Compiled, never run.
import {
  type QueryClient,
  useIsFetching,
  usePrefetchQuery,
  useQueries,
  useQuery,
  useSuspenseQueries,
  useSuspenseQuery,
} from '@tanstack/react-query';
import {
  type ChatPicture,
  ChatPictureError,
  type ChatPictureQueryKey,
  chatPictureOptions,
  describeChatPicture,
  type PictureSource,
  type RefreshResult,
  useChatPicture,
} from 'chat-avatar';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles when both types are the same, `any` told apart. */
declare function expectType<Expected>(): <Actual>(
  actual: Actual,
  ...same: Equal<Actual, Expected> extends true ? [] : ['The types differ.']
) => void;

declare const source: PictureSource;
declare const chatIds: string[];
declare const client: QueryClient;
const chatId = '201234567890@c.us';
const options = chatPictureOptions(source, chatId);

export function useOne() {
  const result = useQuery(options);
  expectType<ChatPicture | undefined>()(result.data);
  expectType<ChatPictureError | null>()(result.error);
  expectType<ChatPicture>()(useSuspenseQuery(options).data);
  usePrefetchQuery(options);
  useIsFetching({ queryKey: options.queryKey });
}

export function useMany() {
  const results = useQueries({ queries: chatIds.map((id) => chatPictureOptions(source, id)) });
  for (const { data, error } of results) {
    expectType<ChatPicture | undefined>()(data);
    expectType<ChatPictureError | null>()(error);
  }
  const [first] = useQueries({ queries: [options, { ...options, enabled: false }] });
  expectType<ChatPicture | undefined>()(first.data);
  const combined = useQueries({
    queries: chatIds.map((id) => chatPictureOptions(source, id)),
    combine: (answers) => answers.map(({ data }) => data?.status),
  });
  expectType<(ChatPicture['status'] | undefined)[]>()(combined);
  const suspended = useSuspenseQueries({ queries: chatIds.map((id) => chatPictureOptions(source, id)) });
  for (const { data } of suspended) expectType<ChatPicture>()(data);
}

export function useSelected() {
  const select = (picture: ChatPicture) => (picture.status === 'available' ? picture.url : undefined);
  expectType<string | undefined>()(useQuery({ ...options, select }).data);
  expectType<string | undefined>()(useSuspenseQuery({ ...options, select }).data);
  expectType<boolean | undefined>()(useQuery({ ...options, select: ({ status }) => status === 'none' }).data);
  const [first] = useQueries({ queries: [{ ...options, select }] });
  expectType<string | undefined>()(first.data);
  useQuery({ ...options, enabled: chatIds.length > 0, staleTime: 1_000 });
}

export async function onClient() {
  await client.prefetchQuery(options);
  expectType<ChatPicture>()(await client.fetchQuery(options));
  expectType<ChatPicture>()(await client.ensureQueryData(options));
  await client.fetchQuery({ ...options, staleTime: 0 });
  expectType<ChatPicture | undefined>()(client.getQueryData(options.queryKey));
  const restricted: ChatPicture = { status: 'restricted' };
  client.setQueryData(options.queryKey, restricted);
  // @ts-expect-error The key is tagged with the type of its data.
  client.setQueryData(options.queryKey, { status: 'hidden' });
  await client.invalidateQueries({ queryKey: options.queryKey });
  await client.cancelQueries(options);
  options.queryKey satisfies ChatPictureQueryKey;
  expectType<number>()(options.gcTime);
}

export function useHook() {
  const result = useChatPicture(chatIds[0], { enabled: chatIds.length > 0, refreshCooldownMs: undefined });
  expectType<ChatPicture | undefined>()(result.data);
  expectType<ChatPictureError | null>()(result.error);
  expectType<Promise<RefreshResult>>()(result.refresh());
  expectType<boolean>()(result.isRefreshing);
  expectType<number | undefined>()(result.refreshAvailableAt);
  if (result.isSuccess) expectType<ChatPicture>()(result.data);
  useChatPicture(null);
  // @ts-expect-error How long an answer stays fresh is a rule of the library.
  useChatPicture(chatId, { staleTime: 0 });
  return describeChatPicture(result, { none: 'No picture' });
}

export function describe(picture: ChatPicture): string {
  switch (picture.status) {
    case 'available':
      return [picture.url, picture.srcSet, picture.expiresAt, picture.asOf, picture.hiddenSince].join();
    case 'none':
      return picture.reason satisfies 'empty' | 'not-found';
    case 'restricted':
      return 'hidden';
  }
}

export function failure(status: number | undefined): ChatPictureError {
  return new ChatPictureError('network', 'The directory of contacts does not answer.', {
    status,
    retryable: undefined,
    retryAfterMs: undefined,
    cause: undefined,
  });
}
