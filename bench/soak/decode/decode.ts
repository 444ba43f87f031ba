import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeImage } from '../../../server/src/images/decodeImage.js';
import { resizeImage } from '../../../server/src/images/resizeImage.js';
import { describeRun } from '../support/runOfRecord.js';
import { cpuSeconds } from './cpuSeconds.js';
import { hostilePictures } from './hostilePictures.js';

interface Row {
  name: string;
  bytes: number;
  /** CPU time in s. */
  decode: number;
  resize: number;
  outcome: string;
}

export async function decode(): Promise<void> {
  const started = new Date();
  const rows: Row[] = [];
  for (const [name, make] of Object.entries(hostilePictures)) {
    const bytes = await make();
    const decoded = await cost(() => decodeImage(bytes));
    const resized = await cost(() => resizeImage(bytes, { width: 640, format: 'avif' }));
    const row = {
      name,
      bytes: bytes.byteLength,
      decode: decoded.seconds,
      resize: resized.seconds,
      outcome: decoded.outcome,
    };
    console.log(row);
    rows.push(row);
  }
  writeFileSync(join(import.meta.dirname, '../decode.md'), report(rows, started));
}

async function cost(work: () => Promise<unknown>): Promise<{ seconds: number; outcome: string }> {
  const start = cpuSeconds();
  const outcome = await work().then(
    () => 'decoded',
    (thrown: { code?: string }) => thrown.code ?? 'failed',
  );
  return { seconds: cpuSeconds() - start, outcome };
}

function report(rows: readonly Row[], started: Date): string {
  const most = Math.max(...rows.map((row) => Math.max(row.decode, row.resize)));
  const lines = rows.map(
    ({ name, bytes, decode, resize, outcome }) =>
      `| ${name} | ${(bytes / 1e6).toFixed(2)} | ${outcome} | ${decode.toFixed(2)} | ${resize.toFixed(2)} |`,
  );
  return `# The CPU time of hostile pictures

\`node bench/soak/decode.js\`, ${describeRun(started)}.

The pictures that cost a decoder the most and pass its limits: 5 MB, 4,096 × 4,096 px, and 12 times as many pixels in all scans of a JPEG;
for AVIF 1 MB and 2,048 × 2,048 px; 500 kB of text in a PNG (\`server/src/images/decodeImage.ts\`). sharp cannot be interrupted, so what is no ordinary JPEG or PNG is
decoded in a process that is killed after 5 s of CPU time, and after 15 s of resizing. At most one picture for each core, and no more than three, is decoded at a time; the others wait in a
bounded queue, and a picture that cannot be decoded is not tried again for two seconds to ten minutes. CPU time of all processes in seconds:
decoding (the check of each download), and decoding with an encode in 640 px AVIF. The most expensive picture takes ${most.toFixed(1)} s.

| picture | MB | outcome | decode | resize |
| --- | ---: | --- | ---: | ---: |
${lines.join('\n')}
`;
}
