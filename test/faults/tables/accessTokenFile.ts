import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWawpClient } from 'chat-avatar/wawp';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { createStorage } from 'unstorage';
import { createRotatingSource } from '../../../server/src/cli/shared/wawp/createRotatingSource.js';
import { readVariable } from '../../../server/src/cli/shared/wawp/readVariable.js';
import { describeAnswer, gatewayOf, storeFace } from '../entries/gateway.js';
import type { FaultTable } from '../markdown.js';
import { pass } from '../settle.js';

const [OLD, NEW] = ['the-old-token-of-the-test', 'the-new-token-of-the-test'];

const FAULTS: [name: string, change: (file: string) => Promise<unknown>][] = [
  ['replaced by the new token', (file) => writeFile(file, `${NEW}\n`)],
  ['as it was', async () => {}],
  ['replaced by another wrong token', (file) => writeFile(file, 'a-wrong-token-of-the-test')],
  ['empty', (file) => writeFile(file, '')],
  ['gone (ENOENT)', (file) => rm(file)],
  [
    'a folder (EISDIR)',
    async (file) => {
      await rm(file);
      await mkdir(file);
    },
  ],
];

/** A gateway whose token stands in a file with the old token. Wawp accepts one token. */
async function startGateway() {
  const folder = await mkdtemp(join(tmpdir(), 'token-'));
  const file = join(folder, 'token');
  await writeFile(file, OLD);
  const wawp = { accepted: OLD };
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const sent =
      request.headers.get('authorization')?.replace('Bearer ', '') ??
      new URL(request.url).searchParams.get('access_token');
    return sent === wawp.accepted
      ? Response.json({ url: null })
      : Response.json({ message: 'Invalid access token' }, { status: 401 });
  };
  const source = createRotatingSource({
    id: 'wawp',
    createClient: (accessToken) =>
      createWawpClient({ instanceId: '1', accessToken, individuals: 'chats', fetch }),
    readAccessToken: () => readVariable('TOKEN', { TOKEN_FILE: file }) ?? '',
  });
  const said = new Set<string>();
  const onEvent = (event: PictureGatewayEvent) => {
    if (event.type === 'source-failed' && event.error instanceof Error) said.add(event.error.message);
  };
  const open = (storage = createStorage()) => gatewayOf({ source, storage, options: { onEvent } });
  return { file, wawp, said, open, end: () => rm(folder, { recursive: true }) };
}

async function rowOf([name, change]: (typeof FAULTS)[number]): Promise<string[]> {
  const { file, wawp, said, open, end } = await startGateway();
  // Each look is the first one of a gateway on an empty store.
  await open().look();
  await change(file);
  const stillAccepted = await describeAnswer(await open().look());
  wawp.accepted = NEW;
  const refused = await describeAnswer(await open().look());
  const stored = await describeAnswer(await open(await storeFace(createStorage(), 'wawp')).look());
  await rm(file, { recursive: true, force: true });
  await writeFile(file, NEW);
  await pass(1_000);
  const mended = await describeAnswer(await open().look());
  await end();
  return [name, stillAccepted, refused, stored, mended, [...said].join(' ')];
}

/** The access token is read from its file again when Wawp refuses it. */
export async function accessTokenFile(): Promise<FaultTable> {
  return {
    title: 'The file of the access token, while `serve` runs',
    intro: `Wawp issues a new token and refuses the old one, which \`serve\` uses. The file of \`WAWP_ACCESS_TOKEN_FILE\`, or of \`accessTokenFile\` in the file of
\`--config\`, is read again when Wawp refuses a token, not before. No error has the path or the content of the file.`,
    columns: [
      'the file is',
      'gateway, while the old token is accepted',
      'gateway, when it is refused',
      'gateway, a picture stored',
      'gateway, when the file has the new token',
      'what the operator reads',
    ],
    rows: await Promise.all(FAULTS.map(rowOf)),
  };
}
