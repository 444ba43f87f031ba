import { writeFile } from 'node:fs/promises';
import type { RecordedAnswer } from '../../processes/bareServer.js';
import type { Target } from './generateLoad.js';

/** Headers that node:http writes itself. */
const OWN_HEADERS = ['connection', 'date', 'keep-alive', 'transfer-encoding', 'content-encoding'];

/** Records the answer of a server in a file, for a bare server that sends the same. */
export async function recordAnswer({ url, headers }: Target, file: string) {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  const body = Buffer.from(await response.arrayBuffer());
  const kept = [...response.headers].filter(([name]) => !OWN_HEADERS.includes(name));
  const answer: RecordedAnswer = {
    headers: { ...Object.fromEntries(kept), 'content-length': `${body.byteLength}` },
    body: body.toString('base64'),
  };
  await writeFile(file, JSON.stringify(answer));
}
