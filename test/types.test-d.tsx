// Checked by the compiler alone (`npm run types`): nothing here runs.
import { type QueryClient, useQueries, useSuspenseQuery } from '@tanstack/react-query';
import {
  ChatAvatar,
  type ChatId,
  type ChatPicture,
  ChatPictureError,
  type ChatPictureErrorCode,
  chatPictureOptions,
  createGatewaySource,
  getAvatarColors,
  isChatId,
  type PictureSource,
  parseChatId,
  type RefreshResult,
  useChatPicture,
} from 'chat-avatar';
import { createWawpClient } from 'chat-avatar/wawp';
import { createRef } from 'react';
import { expectTypeOf } from 'vitest';

declare const source: PictureSource;
declare const client: QueryClient;
declare const text: string;

// The key knows its data, and its error.
const options = chatPictureOptions(source, text);
expectTypeOf(client.getQueryData(options.queryKey)).toEqualTypeOf<ChatPicture | undefined>();
expectTypeOf(client.getQueryState(options.queryKey)?.error).toEqualTypeOf<
  ChatPictureError | null | undefined
>();
export function useTanStack() {
  expectTypeOf(useSuspenseQuery(options).data).toEqualTypeOf<ChatPicture>();
  const [first] = useQueries({ queries: [options, options] });
  expectTypeOf(first.data).toEqualTypeOf<ChatPicture | undefined>();
}

// The hook is TanStack's result, and more.
export function usePictures() {
  const result = useChatPicture(text);
  expectTypeOf(result.data).toEqualTypeOf<ChatPicture | undefined>();
  expectTypeOf(result.error).toEqualTypeOf<ChatPictureError | null>();
  expectTypeOf(result.refresh).returns.resolves.toEqualTypeOf<RefreshResult>();
  if (result.isSuccess) expectTypeOf(result.data).toEqualTypeOf<ChatPicture>();
  useChatPicture(null, { enabled: false, refreshCooldownMs: 1_000 });
  // @ts-expect-error How long an answer is fresh is a rule of the library.
  useChatPicture(text, { staleTime: 0 });
}

// A URL is there only once the picture is known to be.
declare const picture: ChatPicture;
// @ts-expect-error
picture.url;
if (picture.status === 'available') expectTypeOf(picture.url).toBeString();

// Chat ids are branded: a string is not one until it was checked.
expectTypeOf(parseChatId(text)).toEqualTypeOf<ChatId>();
expectTypeOf<ChatId>().toExtend<string>();
expectTypeOf<string>().not.toExtend<ChatId>();
if (isChatId(text)) expectTypeOf(text).toExtend<ChatId>();

expectTypeOf(new ChatPictureError('timeout', '').code).toEqualTypeOf<ChatPictureErrorCode>();
// @ts-expect-error Not one of the codes.
new ChatPictureError('nope', '');

expectTypeOf(createGatewaySource({ baseUrl: '/' })).toExtend<PictureSource>();
expectTypeOf(createWawpClient({ instanceId: '', accessToken: '' })).toExtend<PictureSource>();
expectTypeOf(getAvatarColors(text).dark.foreground).toBeString();

// The component takes what a span takes.
const ref = createRef<HTMLSpanElement>();
const avatar = <ChatAvatar ref={ref} chatId={text} name={null} size="1em" data-row="1" onClick={() => {}} />;
expectTypeOf(avatar).not.toBeAny();
// @ts-expect-error A chat id is required.
export const nobody = <ChatAvatar name="John Doe" />;
// @ts-expect-error Not one of the shapes.
export const hexagon = <ChatAvatar chatId={text} shape="hexagon" />;
