import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../test/support/startHttpServer.js';
import { type DownloadOptions, downloadImage } from '../../src/images/download/downloadImage.js';
import { ImageError } from '../../src/images/ImageError.js';

export const onLoopback: DownloadOptions = {
  imageHosts: ['127.0.0.1', 'localhost', 'picture.example'],
  dangerouslyAllowPrivateAddresses: true,
};

/** The error of a download that must fail. */
export async function refusal(url: string, options: DownloadOptions = {}): Promise<ImageError> {
  const error = await downloadImage(url, options).then(
    () => expect.unreachable('the download succeeded'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ImageError);
  return error as ImageError;
}

/** Starts a server that is closed at the end of the test. */
export async function serve(listener: RequestListener, host?: string): Promise<HttpServer> {
  const server = await startHttpServer(listener, host);
  onTestFinished(server.close);
  return server;
}

/** Starts a TCP server, for responses that are not valid HTTP. */
export async function serveRaw(answer: string | Buffer): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/picture.jpg`;
}

/** An origin without a server. */
export async function closedOrigin(): Promise<string> {
  const { origin, close } = await startHttpServer(() => undefined);
  await close();
  return origin;
}
