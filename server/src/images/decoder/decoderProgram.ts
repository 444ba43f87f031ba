import type { SharpOptions } from 'sharp';
import type { Header, Rendered, SharpCall, SharpFactory } from './SharpCall.js';

/** A picture for a decoder process. Without calls, it reads the header. */
export interface DecoderRequest {
  bytes: Uint8Array;
  options: SharpOptions;
  calls?: readonly SharpCall[];
}

export type DecoderAnswer = { header: Header } | { rendered: Rendered } | { error: string };

/**
 * The program of a decoder process. It travels as text, because a bundler of an application leaves no file to start: it uses nothing
 * of this module, and no import.
 */
function answerRequests(sharp: SharpFactory & { cache(isOn: boolean): void }): void {
  sharp.cache(false);
  // `process.exit` would wait for the decoder.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.on('message', async ({ bytes, options, calls }: DecoderRequest) => {
    const answer = (text: DecoderAnswer) => process.send?.(text);
    try {
      let image = sharp(bytes, options);
      if (calls === undefined) {
        const { format, autoOrient } = await image.metadata();
        answer({ header: { format, width: autoOrient.width, height: autoOrient.height } });
        return;
      }
      for (const [method, value] of calls) {
        image = (image[method] as (value?: object) => typeof image).call(image, value);
      }
      const { data, info } = await image.toBuffer({ resolveWithObject: true });
      answer({ rendered: { data, info: { channels: info.channels } } });
    } catch (error) {
      answer({ error: String(error) });
    }
  });
  process.send?.('ready');
}

/** For `node -e`. Its argument is the path of sharp. */
export const decoderProgram = `(${answerRequests})(require(process.argv[1]));`;
