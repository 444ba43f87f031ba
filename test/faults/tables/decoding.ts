import { type DecoderFault, decoder, pictureWith } from '../entries/decoder.js';
import type { FaultTable } from '../markdown.js';
import { downloadCells } from './download.js';

const FAULTS: [name: string, fault: DecoderFault][] = [
  ['damaged header', 'header'],
  ['a format other than that of its first bytes', 'format'],
  ['25 megapixels', 'pixels'],
  ['a JPEG with 500 scans', 'scans'],
  ['damaged or truncated pixels', 'pixel data'],
  ['takes more than 5 s of CPU time: its process is killed', 'time'],
  ['the machine has no CPU time for the process', 'no time'],
  ['the machine kills the process, such as without memory', 'killed'],
];

const rowOf = (name: string, fault: DecoderFault) =>
  downloadCells({
    name,
    answer: async () => new Response(pictureWith(fault), { headers: { 'content-type': 'image/jpeg' } }),
  });

/** A picture is decoded. Run it alone: one of its rows takes sharp away from all. */
export async function decoding(): Promise<FaultTable> {
  const rows = await Promise.all(FAULTS.map(([name, fault]) => rowOf(name, fault)));
  decoder.isMissing = true;
  const missing = await rowOf('sharp cannot be loaded', 'pixel data').finally(() => {
    decoder.isMissing = false;
  });
  return {
    title: 'sharp: a picture is decoded',
    intro: `The download is complete and starts like a JPEG. Pixels and scans are limited before they are decoded, and what is no ordinary
JPEG or PNG is decoded in a process that is killed after 5 s of CPU time; \`bench/soak/decode.md\` has the time that the most expensive pictures take. No picture is stored that was not decoded once.`,
    columns: [
      'failure',
      'gateway, nothing stored',
      'gateway, a picture stored',
      '`POST /pictures/refresh`, a picture stored',
      '`enrichContacts`, one of ten chats',
    ],
    rows: [...rows, missing],
  };
}
