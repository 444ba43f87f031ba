import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewaySource } from 'chat-avatar';
import { createWawpEmulator } from 'chat-avatar/testing';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startHttpServer } from '../../../test/support/startHttpServer.js';
import { LOCAL, prepareServe, started, stopped } from './serve.fixture.js';

const { run } = prepareServe();
const [OLD, NEW] = ['the-old-access-token', 'the-new-access-token'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rotation-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A Wawp that accepts one token. Pictures need none. */
async function startWawp() {
  const state = { accepted: OLD, refused: 0 };
  const emulator = createWawpEmulator({ chats: 12 });
  const wawp = await startHttpServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`);
    const sent =
      incoming.headers.authorization?.replace('Bearer ', '') ?? url.searchParams.get('access_token');
    const isAccepted = sent === state.accepted || !url.pathname.startsWith('/v2/');
    if (!isAccepted) state.refused += 1;
    const answer = isAccepted
      ? await emulator.fetch(new Request(url))
      : Response.json({ message: 'Invalid access token' }, { status: 401 });
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  });
  onTestFinished(wawp.close);
  return { state, wawp, ids: emulator.chats.map(({ id }) => id) };
}

const environmentOf = (file: string, baseUrl: string) => ({
  WAWP_INSTANCE_ID: '1',
  WAWP_ACCESS_TOKEN: '',
  WAWP_ACCESS_TOKEN_FILE: file,
  WAWP_BASE_URL: baseUrl,
});

it.each(['WAWP_ACCESS_TOKEN_FILE', '--config'])(
  'serve takes a token that was replaced in its file (%s) into use without a restart and without a failed request',
  async (place) => {
    const { state, wawp, ids } = await startWawp();
    const file = join(folder, `token-${place}`);
    await writeFile(file, `${OLD}\n`);
    const config = join(folder, 'instances.json');
    const instance = { id: '1', name: 'sales', accessTokenFile: file, baseUrl: wawp.origin };
    await writeFile(config, JSON.stringify({ store: join(folder, 'instances'), instances: [instance] }));
    const isConfig = place === '--config';
    const environment = isConfig ? {} : environmentOf(file, wawp.origin);
    const cli = run(
      environment,
      ...(isConfig ? ['--config', config] : ['--store', join(folder, 'one')]),
      ...LOCAL,
    );
    const baseUrl = `${await started(cli)}${isConfig ? '/sales' : ''}`;
    const source = createGatewaySource({ baseUrl });
    await source.getChatPicture(ids[0] ?? '');

    await writeFile(file, `${NEW}\n`);
    state.accepted = NEW;
    await Promise.all(ids.slice(1, 8).map((id) => source.getChatPicture(id)));
    expect(state.refused).toBeGreaterThan(0);
    const output = await stopped(cli);
    expect(output).not.toContain('source-failed');
    expect(output).not.toContain('access-token');
  },
);
