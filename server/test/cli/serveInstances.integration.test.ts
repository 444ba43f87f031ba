import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewaySource } from 'chat-avatar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { type HttpServer, startHttpServer } from '../../../test/support/startHttpServer.js';
import { type CliRun, runCli } from './runCli.js';
import { LOCAL, started, stopped } from './serve.fixture.js';

const TOKEN = 'a-secret-token-of-instance';
const SECRET = 'a-secret-for-all-callers';
const CHAT = '201234567890@c.us';

/** Ids of instances, from 101. */
const ids = (count: number) => Array.from({ length: count }, (_, index) => String(101 + index));

let folder: string;
let wawp: HttpServer;
let cli: CliRun | undefined;
/** Instances with a session that is stopped. */
let stoppedSessions: Set<string>;
let pictures: Map<string, Buffer>;

/** A Wawp on which each instance sees another picture of the chat, and accepts no token but its own. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-instances-'));
  stoppedSessions = new Set();
  pictures = new Map();
  wawp = await startHttpServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://wawp.test');
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (pathname.startsWith('/cdn/')) {
      const id = pathname.slice('/cdn/'.length);
      const picture = pictures.get(id) ?? (await photograph(64, Number(id)));
      pictures.set(id, picture);
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture);
      return;
    }
    const id = searchParams.get('instance_id') ?? '';
    if (searchParams.get('access_token') !== `${TOKEN}-${id}`)
      return answer(401, { message: 'Unauthorized' });
    if (stoppedSessions.has(id)) return answer(422, { message: 'Session is STOPPED', status: 'STOPPED' });
    answer(200, { url: searchParams.get('chatId') === CHAT ? `${wawp.origin}/cdn/${id}` : null });
  });
  vi.stubEnv('WAWP_BASE_URL', wawp.origin);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  if (cli?.process.exitCode === null) cli.process.kill('SIGKILL');
  await cli?.ended;
  cli = undefined;
  await wawp.close();
  await rm(folder, { recursive: true, force: true });
});

async function serve(file: object, ...args: string[]): Promise<CliRun> {
  const config = join(folder, 'instances.json');
  await writeFile(config, JSON.stringify(file));
  cli = runCli('serve', '--port', '0', '--config', config, '--log-level', 'debug', ...LOCAL, ...args);
  return cli;
}

const tokensOf = (instances: readonly string[]) => {
  for (const id of instances) vi.stubEnv(`WAWP_ACCESS_TOKEN_${id}`, `${TOKEN}-${id}`);
};

const store = () => join(folder, 'store');
const askedOf = (id: string) => wawp.requests.filter((path) => path.includes(`instance_id=${id}&`)).length;

const pictureOf = (origin: string, name: string) =>
  createGatewaySource({ baseUrl: `${origin}/${name}` }).getChatPicture(CHAT);

describe('chat-avatar-server serve --config', () => {
  it('serves 40 instances under their own paths, each with its own picture, store, metrics and log lines', async () => {
    const all = ids(40);
    const [first = '', second = '', third = ''] = all;
    tokensOf(all.slice(2));
    await writeFile(join(folder, 'token'), `${TOKEN}-${first}\n`);
    vi.stubEnv('TOKEN_OF_THE_SECOND', `${TOKEN}-${second}`);
    const instances = all.map((id) => ({ id, name: `inbox-${id}` }));
    Object.assign(instances[0] ?? {}, { accessTokenFile: join(folder, 'token') });
    Object.assign(instances[1] ?? {}, { accessTokenEnv: 'TOKEN_OF_THE_SECOND' });
    stoppedSessions.add(third);
    const run = await serve({ store: store(), instances });
    const origin = await started(run);

    const settled = await Promise.allSettled(all.map((id) => pictureOf(origin, `inbox-${id}`)));
    const shown = new Map<string, string>();
    for (const [index, result] of settled.entries()) {
      const id = all[index] ?? '';
      if (id === third) {
        expect(result).toMatchObject({ reason: { code: 'session-not-ready' } });
      } else {
        expect(result).toMatchObject({ status: 'fulfilled', value: { status: 'available' } });
        const { url } = (result as PromiseFulfilledResult<{ url: string }>).value;
        expect(new URL(url).pathname).toMatch(new RegExp(`^/inbox-${id}/images/`));
        shown.set(id, url);
      }
    }
    const hashes = [...shown.values()].map((url) => new URL(url).pathname.split('/').at(-1));
    expect(new Set(hashes).size).toBe(39);
    const image = await fetch(shown.get(first) ?? '');
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    await image.arrayBuffer();
    expect((await readdir(store())).sort()).toEqual(all);
    expect(all.map(askedOf)).toEqual(all.map(() => 1));

    // A URL of one instance shows nothing under the path of another.
    const moved = (shown.get(first) ?? '').replace(`inbox-${first}`, `inbox-${second}`);
    expect((await fetch(moved)).status).toBe(403);

    expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ status: 'ready', store: 'ok' });
    const metrics = await (await fetch(`${origin}/metrics`)).text();
    const labels = (id: string) => `instance="inbox-${id}"`;
    expect(metrics).toContain(`chat_avatar_store_up{${labels(first)}} 1`);
    expect(metrics).toContain(`chat_avatar_events_total{type="source-failed",${labels(third)}} 1`);
    expect(metrics).toContain(`chat_avatar_events_total{type="source-failed",${labels(second)}} 0`);
    expect(metrics).toContain(`chat_avatar_source_answers_total{outcome="available",${labels(second)}} 1`);
    expect(metrics).toContain(`chat_avatar_source_answers_total{outcome="unauthorized",${labels(second)}} 0`);
    expect(metrics).toContain(`chat_avatar_picture_fetches_total{outcome="timeout",${labels(second)}} 0`);
    expect(metrics).toMatch(
      new RegExp(
        `chat_avatar_request_duration_seconds_count\\{route="pictures",status="200",${labels(second)}\\} 1`,
      ),
    );

    const output = await stopped(run);
    const lines = output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
    const failed = lines.filter(({ msg }) => msg === 'source-failed');
    expect(failed.map(({ instance }) => instance)).toEqual([`inbox-${third}`]);
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: 'request', route: 'images', instance: `inbox-${first}` }),
    );
    expect(output + metrics).not.toContain(TOKEN);
    expect(output + metrics).not.toContain(CHAT);
  });

  it('an instance with a used-up rate limit costs the others nothing', async () => {
    const [first = '', second = ''] = ids(2);
    tokensOf([first, second]);
    const run = await serve(
      { store: store(), instances: [{ id: first }, { id: second }] },
      '--base-path',
      '/faces',
    );
    const origin = new URL(await started(run)).origin;
    const chats = Array.from({ length: 700 }, (_, index) => `2012345${String(index).padStart(5, '0')}@c.us`);
    const ask = async (id: string, wanted: readonly string[]) => {
      const query = wanted.map((chat) => `chatId=${chat}`).join('&');
      const { pictures: items } = await (await fetch(`${origin}/faces/${id}/pictures?${query}`)).json();
      return (items as { error?: { code: string } }[]).map(({ error }) => error?.code ?? 'ok');
    };
    const batches = Array.from({ length: 7 }, (_, index) => chats.slice(index * 100, index * 100 + 100));
    const codes = (await Promise.all(batches.map((batch) => ask(first, batch)))).flat();
    expect(codes.filter((code) => code === 'rate-limited')).toHaveLength(100);
    expect(await ask(second, chats.slice(0, 20))).toEqual(Array(20).fill('ok'));
  });

  it('an unknown path answers 404 and names no instance', async () => {
    const all = ids(3);
    tokensOf(all);
    const origin = await started(await serve({ store: store(), instances: all.map((id) => ({ id })) }));
    for (const path of ['/', '/pictures', '/999/pictures', '/1010/pictures', '/__proto__/pictures', '/101']) {
      const response = await fetch(`${origin}${path}?chatId=${CHAT}`);
      const text = await response.text();
      expect([path, response.status]).toEqual([path, 404]);
      expect(JSON.parse(text)).toMatchObject({ code: 'not-found' });
      for (const id of all) expect(text).not.toContain(id);
    }
    expect(wawp.requests).toEqual([]);
  });

  it('an instance with a secret of its own accepts that one only; the others the common one', async () => {
    const [first = '', second = ''] = ids(2);
    tokensOf([first, second]);
    const own = 'a-secret-for-the-callers-of-101';
    vi.stubEnv('CHAT_AVATAR_SECRET', SECRET);
    vi.stubEnv(`CHAT_AVATAR_SECRET_${first}`, own);
    const instances = [{ id: first }, { id: second }];
    const origin = await started(await serve({ store: store(), instances }, '--host', '0.0.0.0'));
    const ask = async (id: string, secret: string) => {
      const headers = { authorization: `Bearer ${secret}` };
      return (await fetch(`${origin}/${id}/pictures?chatId=${CHAT}`, { headers })).status;
    };
    expect([await ask(first, own), await ask(first, SECRET)]).toEqual([200, 403]);
    expect([await ask(second, own), await ask(second, SECRET)]).toEqual([403, 200]);
    const metrics = (secret: string) =>
      fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${secret}` } });
    expect([(await metrics(own)).status, (await metrics(SECRET)).status]).toEqual([403, 200]);
  });

  it('a missing access token fails its instance alone, and is read again without a restart', async () => {
    const [first = '', second = ''] = ids(2);
    tokensOf([second]);
    const file = join(folder, 'late-token');
    const instances = [{ id: first, accessTokenFile: file }, { id: second }];
    const run = await serve({ store: store(), instances });
    const origin = await started(run);
    expect(run.output()).toContain(
      `instances[0].accessTokenFile names the file ${file}, which cannot be read`,
    );
    expect(await pictureOf(origin, second)).toMatchObject({ status: 'available' });
    await writeFile(file, `${TOKEN}-${first}`);
    expect(await pictureOf(origin, first)).toMatchObject({ status: 'available' });
  });

  it('a store that is down is named in /metrics, and the other instances store their pictures', async () => {
    const [first = '', second = ''] = ids(2);
    tokensOf([first, second]);
    const instances = [{ id: first, store: 'redis://127.0.0.1:1' }, { id: second }];
    const origin = await started(await serve({ store: store(), instances }));
    expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({
      status: 'ready',
      store: 'down',
      storesDown: 1,
    });
    const shown = await Promise.all([pictureOf(origin, first), pictureOf(origin, second)]);
    expect(shown.map(({ status }) => status)).toEqual(['available', 'available']);
    const metrics = await (await fetch(`${origin}/metrics`)).text();
    expect(metrics).toContain(`chat_avatar_store_up{instance="${first}"} 0`);
    expect(metrics).toContain(`chat_avatar_store_up{instance="${second}"} 1`);
  });

  it('lists every fault of the file with its index and field, and creates no store', async () => {
    const run = await serve({
      store: store(),
      instances: [
        { id: '1', name: '../x' },
        { id: '2', name: 'a' },
        { id: '3', name: 'a' },
        { id: '4', name: 'metrics' },
        { id: '5', store: 'ftp://x' },
        { id: '6', baseUrl: 'https://user:password@wawp.test' },
        { id: '7', tokn: 'x' },
        'eight',
        { id: '9', baseUrl: 'https://wawp.test/?a=b' },
        { id: '10', baseUrl: 'https://wawp.test/#a' },
      ],
    });
    const { code, stderr } = await run.ended;
    expect(code).toBe(1);
    expect(stderr.split('\n').map((line) => line.trim())).toEqual([
      `--config: ${join(folder, 'instances.json')} is invalid.`,
      'instances[0].name: use letters, digits, - and _, at most 64. The name is part of the path of the instance.',
      'instances[3].name: /metrics is an endpoint of serve. Use another name.',
      expect.stringMatching(/^instances\[4\]\.store: "ftp" is no kind of picture store\. /),
      'instances[5].baseUrl: use an address such as https://api.wawp.net, without credentials, query and fragment.',
      expect.stringMatching(/^instances\[6\]\.tokn: there is no such field\. Use id, name, /),
      "instances[7].id: use the instance id from Wawp's dashboard.",
      expect.stringMatching(/^instances\[8\]\.baseUrl: .* query and fragment\.$/),
      expect.stringMatching(/^instances\[9\]\.baseUrl: .* query and fragment\.$/),
      'instances: "a" is there twice as name.',
      '',
    ]);
    expect(await readdir(folder)).toEqual(['instances.json']);
  });

  it('refuses two ids with the same variables, and one store under two names', async () => {
    const run = await serve({
      store: store(),
      instances: [
        { id: 'a-1', store: join(folder, 'same') },
        { id: 'a_1', store: `${folder}/./same/` },
      ],
    });
    const { code, stderr } = await run.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('instances: "WAWP_ACCESS_TOKEN_a_1" is there twice as variable');
    expect(stderr).toContain(`instances: "${join(folder, 'same')}" is there twice as store`);
  });

  it('does not leave an instance open because the variable of its secret has a typing mistake', async () => {
    vi.stubEnv('CHAT_AVATAR_SECRET_102', SECRET);
    const run = await serve({ store: store(), instances: [{ id: '101' }] });
    const { code, stderr } = await run.ended;
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^CHAT_AVATAR_SECRET_102 names no instance, and an instance has no secret\./),
    ]);
  });

  it('reads a file with a byte order mark and the line ends of Windows', async () => {
    const config = join(folder, 'instances.json');
    await writeFile(config, '\uFEFF{\r\n "instances": [{ "id": "1", "nmae": "a" }] }\r\n');
    const { stderr } = await runCli('serve', '--config', config).ended;
    expect(stderr).toContain('instances[0].nmae: there is no such field.');
  });

  it('names the line of broken JSON, and quotes nothing of it', async () => {
    const config = join(folder, 'instances.json');
    await writeFile(config, `{ "instances": [\n  { "id": "1", "accessToken": "${TOKEN}" "name": "a" }\n] }`);
    const { code, stderr } = await runCli('serve', '--config', config).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^--config: \S+ is not valid JSON; the fault is in line 2\. Check its quotes[^"]+\n$/,
    );
    expect(stderr).not.toContain(TOKEN);
  });
});
