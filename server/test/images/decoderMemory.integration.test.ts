import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decodeImage } from '../../src/images/decodeImage.js';
import { processWork } from '../../src/images/imageWork.js';

/**
 * The most memory of a decoder process, in MB. Measured: 60 without a picture, 115 with the largest JPEG with several scans, 210 with the
 * largest interlaced PNG, of 16 bits for each channel. Without the limit of pixels, a picture of 20 kB takes 933.
 */
const MOST = 420;

const flat = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#369' } });

/** Largest in memory, as large as the limit of pixels permits. */
const largePng = () => flat(4_096).ensureAlpha().toColourspace('rgb16').png({ progressive: true }).toBuffer();
const largeJpeg = () => flat(4_096).jpeg({ progressive: true }).toBuffer();

/** The processes that this one has started. */
async function children(): Promise<number[]> {
  const threads = await readdir('/proc/self/task');
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/self/task/${thread}/children`, 'utf8')),
  );
  return lists.join(' ').split(/\s+/).filter(Boolean).map(Number);
}

/** The most memory that a process has had at a time, in MB (VmHWM). 0 after its end. */
function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Those that this process has started since `others`. */
const decoders = async (others: readonly number[]) => {
  const peaks = (await children()).filter((pid) => !others.includes(pid)).map(peakOf);
  return { count: peaks.length, largest: Math.max(0, ...peaks) };
};

it.runIf(process.platform === 'linux')(
  'the memory of the decoder processes is bounded, also with several large pictures at a time',
  async () => {
    const others = await children();
    const png = await largePng();
    const decoding = [png, png, png, await largeJpeg(), png].map((bytes) => decodeImage(bytes));
    for (const { width } of await Promise.all(decoding)) expect(width).toBe(4_096);
    // They wait for the next picture, so that what they took is still known.
    const { count, largest } = await decoders(others);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(processWork.concurrency);
    expect(largest).toBeGreaterThan(100);
    expect(largest).toBeLessThan(MOST);
    await expect(decodeImage(await flat(5_000).png({ progressive: true }).toBuffer())).rejects.toMatchObject({
      code: 'too-large',
    });
    expect((await decoders(others)).largest).toBeLessThan(MOST);
  },
);
