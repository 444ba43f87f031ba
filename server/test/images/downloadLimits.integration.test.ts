import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { downloadImage } from '../../src/images/download/downloadImage.js';
import { closedOrigin, onLoopback, refusal, serve, serveRaw } from './download.fixture.js';

let jpeg: Buffer;

beforeAll(async () => {
  jpeg = await photograph(160);
});

describe('limits of downloadImage', () => {
  it('rejects a Content-Length above maxBytes', async () => {
    const { origin } = await serve((_, response) =>
      response.writeHead(200, { 'content-length': 10_000_001 }).write('x'),
    );
    const { host } = new URL(origin);
    expect(await refusal(`${origin}/`, onLoopback)).toMatchObject({
      code: 'too-large',
      message:
        `The image on ${host} is larger than 5000000 bytes. A profile picture of WhatsApp has 640 × 640 px and about 100 kB: check ` +
        'what the source returns for this chat, or raise maxImageBytes.',
    });
  });

  it('stops reading a body without a Content-Length at maxBytes', async () => {
    let sent = 0;
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const { origin } = await serve((_, response) => {
      response.on('close', closed);
      const write = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.on('drain', write);
      write();
    });
    expect(await refusal(`${origin}/`, { ...onLoopback, maxBytes: 100_000 })).toMatchObject({
      code: 'too-large',
    });
    await gone;
    expect(sent).toBeLessThan(20_000_000);
  });

  it('counts the decompressed bytes of a compressed body', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { origin } = await serve((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb));
    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(await refusal(`${origin}/`, { ...onLoopback, maxBytes: 1_000_000 })).toMatchObject({
      code: 'too-large',
    });
  });

  it.each([
    ['never answers', () => undefined],
    [
      'never ends',
      (_: unknown, response: Parameters<RequestListener>[1]) => response.write(jpeg.subarray(0, 100)),
    ],
    [
      'drips',
      (_: unknown, response: Parameters<RequestListener>[1]) => {
        const timer = setInterval(() => response.write('x'), 5);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('times out on a server that %s', async (_, listener) => {
    const { origin } = await serve(listener as RequestListener);
    expect(await refusal(`${origin}/`, { ...onLoopback, timeoutMs: 60 })).toMatchObject({
      code: 'timeout',
      retryable: true,
    });
  });

  it('times out on a host name that does not resolve', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    expect(await refusal('https://pps.whatsapp.net/', { resolve, timeoutMs: 30 })).toMatchObject({
      code: 'timeout',
      message:
        'The picture could not be downloaded within 30 ms, so the download is repeated later. If this goes on, check the connection to ' +
        'pps.whatsapp.net and the proxies on the way to it.',
    });
  });

  it('rejects with the reason of an aborted signal', async () => {
    const controller = new AbortController();
    const { origin } = await serve(() => controller.abort(new Error('gone away')));
    await expect(downloadImage(`${origin}/`, { ...onLoopback, signal: controller.signal })).rejects.toThrow(
      'gone away',
    );
    await expect(downloadImage(`${origin}/`, { ...onLoopback, signal: controller.signal })).rejects.toThrow(
      'gone away',
    );
  });
});

describe('downloadImage from a broken server', () => {
  it.each([
    [
      'a body cut short',
      () => Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n'), jpeg]),
    ],
    [
      'both Content-Length and Transfer-Encoding (request smuggling)',
      () =>
        'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
    ],
    ['a response that is not HTTP', () => 'SSH-2.0-OpenSSH\r\n'],
    ['an empty response', () => ''],
    ['endless headers', () => `HTTP/1.1 200 OK\r\n${'x-header: aaaaaaaaaaaaaaaa\r\n'.repeat(5000)}\r\n`],
  ])('rejects %s', async (_, answer) => {
    expect((await refusal(await serveRaw(answer()), onLoopback)).code).toMatch(/^(network|not-an-image)$/);
  });

  it('rejects a truncated body without a Content-Length as not-an-image', async () => {
    const half = Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), jpeg.subarray(0, jpeg.length / 2)]);
    expect(await refusal(await serveRaw(half), onLoopback)).toMatchObject({ code: 'not-an-image' });
  });

  it('reports a refused connection with its system code', async () => {
    const error = await refusal(`${await closedOrigin()}/`, onLoopback);
    expect(error).toMatchObject({ code: 'network', retryable: true });
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('rejects an SVG that is served as PNG', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const { origin } = await serve((_, response) => response.setHeader('content-type', 'image/png').end(svg));
    expect(await refusal(`${origin}/`, onLoopback)).toMatchObject({ code: 'not-an-image' });
  });

  it('rejects a small file with too many pixels', async () => {
    const huge = await sharp({ create: { width: 6000, height: 6000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const { origin } = await serve((_, response) => response.end(huge));
    expect(huge.byteLength).toBeLessThan(1_000_000);
    expect(await refusal(`${origin}/`, onLoopback)).toMatchObject({ code: 'too-large' });
  });
});
