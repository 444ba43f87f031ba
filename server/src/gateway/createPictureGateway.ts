import type { LocatedStorage } from '../store/storage/open/LocatedStorage.js';
import { buildGateway } from './buildGateway.js';
import { type GatewaySettings, readSettings } from './GatewaySettings.js';
import { withDefaultHeaders } from './middleware/withDefaultHeaders.js';
import { type Handler, toGateway } from './node/Handler.js';
import type { PictureGateway, PictureGatewayOptions } from './PictureGatewayOptions.js';
import { problem } from './problems.js';
import { readStorage } from './readOptions.js';

/**
 * The HTTP handler between browsers and Wawp. It holds the token, calls `authorize`, shares one upstream request between all
 * callers of a chat, and accepts requests only from its own and the allowed origins. `createGatewaySource` of `chat-avatar` is
 * its client.
 *
 * After the source has answered `unauthorized`, it is paused for a minute, and every caller gets that error. The same holds for 2 s after
 * `session-not-ready` about three chats in a row. The next pauses are longer, up to 10 min and 1 min.
 *
 * @throws {TypeError} when `source` or `authorize` is missing, or another option is invalid.
 */
export function createPictureGateway(options: PictureGatewayOptions): PictureGateway {
  const settings = readSettings(options);
  const storage = readStorage(options.storage, `${settings.source.id} ${settings.basePath}`);
  return toGateway('open' in storage ? openLazily(settings, storage) : buildGateway(settings, storage));
}

/** Opens the storage with the first request, because drivers load asynchronously. After a failure, the next request retries. */
function openLazily(settings: GatewaySettings, { open }: LocatedStorage): Handler {
  let opening: Promise<Handler> | undefined;
  let opened: Handler | undefined;
  const openOnce = () => {
    opening ??= open().then((storage) => {
      opened = buildGateway(settings, storage);
      return opened;
    });
    return opening;
  };
  return {
    answer: (request) => opened?.answer(request),
    recent: async (request, web) => opened?.recent(request, web),
    async respond(request) {
      try {
        return await (opened ? opened.respond(request) : toGateway(await openOnce()).fetch(request));
      } catch (error) {
        opening = undefined;
        settings.emit({ type: 'store-failed', error });
        return withDefaultHeaders(
          problem('store-unavailable', 'The picture store cannot be opened. See the log for the reason.'),
        );
      }
    },
  };
}
