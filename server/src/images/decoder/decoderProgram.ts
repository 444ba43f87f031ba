import type { SharpOptions } from 'sharp';
import type { Header, Rendered, SharpCall } from './SharpCall.js';

/** A picture for a decoder process. Without calls, it reads the header. */
export interface DecoderRequest {
  bytes: Uint8Array;
  /** The most CPU time that the process may take for it, in ms. */
  cpuMs: number;
  options: SharpOptions;
  calls?: readonly SharpCall[];
}

/** `exceeded`: the picture has used up its CPU time. */
export type DecoderAnswer =
  | { header: Header }
  | { rendered: Rendered }
  | { error: string }
  | { exceeded: true };

/**
 * The program of a decoder process, for `node -e`. Its argument is the path of sharp. It is text: a bundler of an application leaves no
 * file to start, and puts helpers of its own into a function (`keepNames` of esbuild, older targets).
 */
export const decoderProgram = `
const sharp = require(process.argv[1]);
sharp.cache(false);
// process.exit would wait for the decoder.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', async ({ bytes, options, calls, cpuMs }) => {
  const before = process.cpuUsage();
  // Sharp works on other threads: this one is free for the look at them.
  const watch = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    if (user + system > cpuMs * 1000) process.send?.({ exceeded: true });
  }, 100);
  try {
    let image = sharp(bytes, options);
    if (calls === undefined) {
      const { format, autoOrient } = await image.metadata();
      process.send?.({ header: { format, width: autoOrient.width, height: autoOrient.height } });
      return;
    }
    for (const [method, value] of calls) image = image[method](value);
    const { data, info } = await image.toBuffer({ resolveWithObject: true });
    process.send?.({ rendered: { data, info: { channels: info.channels } } });
  } catch (error) {
    process.send?.({ error: String(error) });
  } finally {
    clearInterval(watch);
  }
});
process.send('ready');
`;
