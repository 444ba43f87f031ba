import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { type HttpServer, startHttpServer } from './startHttpServer.js';

export const idOfInlineChat = (index: number) => `20123456${1000 + index}@c.us`;

/**
 * A Wawp that answers with pictures in base64 of this many bytes, a multiple of three: a photo with other bytes after its end for each
 * chat, which decoders ignore. Large, and cheap to decode.
 */
export async function startInlineWawp(pictureBytes: number): Promise<HttpServer> {
  const jpeg = await sharp(randomBytes(96 * 96 * 3), { raw: { width: 96, height: 96, channels: 3 } })
    .jpeg()
    .toBuffer();
  // Base64 of parts can be joined when each is a multiple of three.
  const photo = Buffer.concat([jpeg, Buffer.alloc(3 - (jpeg.byteLength % 3))]);
  const rest = Buffer.alloc(pictureBytes - photo.byteLength - 30, 'rest').toString('base64');
  const answerOf = (index: number) => {
    const own = Buffer.alloc(30, `chat ${index} `);
    return `{"url":"data:image/jpeg;base64,${photo.toString('base64')}${own.toString('base64')}${rest}"}`;
  };
  return startHttpServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://wawp');
    const index = Number(/(\d{4})@/.exec(searchParams.get('chatId') ?? '')?.[1]) - 1000;
    response.setHeader('content-type', 'application/json');
    response.end(answerOf(index));
  });
}
