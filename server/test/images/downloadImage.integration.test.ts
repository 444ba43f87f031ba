import type { RequestListener } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { downloadImage } from '../../src/images/download/downloadImage.js';
import { closedOrigin, onLoopback, refusal, serve } from './download.fixture.js';

let jpeg: Buffer;

beforeAll(async () => {
  jpeg = await photograph(160);
});

const NEW_URL =
  /: the URL has expired or is refused, so the next attempt asks for a new one\. If this goes on, check the proxies on the way to the host\.$/;
const REPEATED =
  /: the host has failed, so the download is repeated later\. If this goes on, check the proxies on the way to it\.$/;

const sendJpeg: RequestListener = (_, response) => {
  response.setHeader('content-type', 'text/html').end(jpeg);
};

describe('downloadImage', () => {
  it('detects the type from the bytes and ignores the Content-Type', async () => {
    const { origin } = await serve(sendJpeg);
    const image = await downloadImage(`${origin}/v/face.jpg?oh=secret`, onLoopback);
    expect(image).toMatchObject({ format: 'jpeg', contentType: 'image/jpeg', width: 160, height: 160 });
    expect(Buffer.from(image.bytes).equals(jpeg)).toBe(true);
    expect(image.finalUrl).toBe(`${origin}/v/face.jpg`);
  });

  it('sends no Referer and no cookies', async () => {
    let headers = {};
    const { origin } = await serve((request, response) => {
      headers = request.headers;
      response.end(jpeg);
    });
    await downloadImage(`${origin}/`, onLoopback);
    expect(headers).toMatchObject({ accept: 'image/*' });
    expect(headers).not.toHaveProperty('referer');
    expect(headers).not.toHaveProperty('cookie');
  });

  it('follows redirects up to maxRedirects, relative ones too', async () => {
    const server = await serve((request, response) => {
      const hop = Number(request.url?.slice(1));
      if (hop < 3) response.writeHead(302, { location: `${hop + 1}` }).end();
      else response.end(jpeg);
    });
    expect((await downloadImage(`${server.origin}/0`, onLoopback)).finalUrl).toBe(`${server.origin}/3`);
    expect(server.requests).toEqual(['/0', '/1', '/2', '/3']);
    expect(await refusal(`${server.origin}/0`, { ...onLoopback, maxRedirects: 2 })).toMatchObject({
      code: 'too-many-redirects',
    });
  });

  it('rejects a redirect loop', async () => {
    const server = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    expect(await refusal(`${server.origin}/`, onLoopback)).toMatchObject({
      code: 'too-many-redirects',
      message:
        `The picture could not be downloaded, because ${new URL(server.origin).host} redirects more than 3 times, as a page for a login ` +
        'does. Check the proxies on the way to it, and what the source returns for this chat.',
    });
    expect(server.requests).toHaveLength(4);
  });

  it.each([
    [300, false, NEW_URL],
    [302, false, NEW_URL],
    [401, false, NEW_URL],
    [403, false, NEW_URL],
    [404, false, NEW_URL],
    [410, false, NEW_URL],
    [
      429,
      true,
      /: it limits requests, so the download is repeated later\. If this goes on, send fewer at a time\.$/,
    ],
    [500, true, REPEATED],
    [503, true, REPEATED],
  ])('rejects with http-error and what is next for status %s', async (status, retryable, next) => {
    const { origin } = await serve((_, response) => response.writeHead(status).end(jpeg));
    const error = await refusal(`${origin}/`, onLoopback);
    expect(error).toMatchObject({ code: 'http-error', status, retryable });
    expect(error.message).toMatch(next);
    expect(error.message).toContain(`${new URL(origin).host} answered ${status}:`);
  });

  it('keeps the signature of a URL out of all errors', async () => {
    const { origin } = await serve((request, response) =>
      request.url?.startsWith('/redirect')
        ? response.writeHead(302, { location: 'https://evil.example/?oh=SIGNATURE' }).end()
        : response.writeHead(404).end(),
    );
    for (const url of [
      `${origin}/?oh=SIGNATURE`,
      `${origin}/redirect?oh=SIGNATURE`,
      `${await closedOrigin()}/?oh=SIGNATURE`,
    ]) {
      const error = await refusal(url, onLoopback);
      expect(`${error.message}${error.stack}${JSON.stringify(error)}${String(error.cause)}`).not.toContain(
        'SIGNATURE',
      );
    }
  });

  it('decodes a data: URL, with the same limits', async () => {
    const url = `data:text/html;base64,${jpeg.toString('base64')}`;
    expect(await downloadImage(url)).toMatchObject({ format: 'jpeg', width: 160 });
    expect(await downloadImage(`data:;base64,${encodeURIComponent(jpeg.toString('base64'))}`)).toMatchObject({
      width: 160,
    });
    expect(await refusal(url, { maxBytes: 1000 })).toMatchObject({ code: 'too-large' });
    expect(
      await refusal(`data:image/jpeg;base64,${'A'.repeat(10_000_000)}`, { maxBytes: 1000 }),
    ).toMatchObject({ code: 'too-large' });
    for (const bad of [
      'data:image/png,hello',
      'data:',
      'data:image/png;base64,',
      'data:image/png;base64,<svg>',
      'data:image/svg+xml;base64,PHN2Zy8+',
      'data:;base64,%E0%A4%A',
    ]) {
      expect(await refusal(bad)).toMatchObject({ code: 'not-an-image' });
    }
  });
});
