import sharp from 'sharp';

/** A chunk of RIFF: its name, its length and its content. */
function chunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

const uint24 = (value: number) => [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff];

/**
 * An animation of 80,000 frames of one pixel, 4 MB. libwebp searches each frame from the first, which takes 26 s of CPU time.
 */
export async function slowWebp(frames = 80_000): Promise<Buffer> {
  const pixel = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .webp({ lossless: true })
    .toBuffer();
  // Place and size are 0, which stands for one pixel; then the duration and the flags.
  const head = Buffer.from([...Array<number>(12).fill(0), ...uint24(100), 0]);
  const frame = chunk('ANMF', Buffer.concat([head, pixel.subarray(12)]));
  const header = chunk('VP8X', Buffer.from([0x02, 0, 0, 0, ...uint24(639), ...uint24(639)]));
  const parts = [Buffer.from('WEBP'), header, chunk('ANIM', Buffer.alloc(6)), ...Array(frames).fill(frame)];
  return chunk('RIFF', Buffer.concat(parts));
}
