import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../test/support/startHttpServer.js';
import { type CliRun, runCliIn } from './runCli.js';
import { started } from './serve.fixture.js';

const TOKEN = 'a-secret-token-of-the-test';

let folder: string;
/** A Wawp that refuses every token. */
let wawp: HttpServer;
/** A server that is no Wawp. */
let other: HttpServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'places-'));
  wawp = await startHttpServer((_, response) => {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: 'Invalid access token' }));
  });
  other = await startHttpServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"hello":"world"}');
  });
});
afterAll(async () => {
  await Promise.all([wawp.close(), other.close()]);
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${content}\n`);
  return path;
}

async function configOf(config: object): Promise<string> {
  return file('instances.json', JSON.stringify({ store: join(folder, 'store'), ...config }));
}

/** Instances with tokens from a file, a variable of any name, a variable of the instance and a file that one names. */
async function fourInstances() {
  const environment = {
    WAWP_BASE_URL: wawp.origin,
    TOKEN_OF_222: TOKEN,
    WAWP_ACCESS_TOKEN_333: TOKEN,
    WAWP_ACCESS_TOKEN_444_FILE: await file('444', TOKEN),
  };
  const config = await configOf({
    instances: [
      { id: '111', accessTokenFile: await file('111', TOKEN) },
      { id: '222', accessTokenEnv: 'TOKEN_OF_222' },
      { id: '333' },
      { id: '444', baseUrl: other.origin },
    ],
  });
  return { environment, config };
}

const account = () => ({ WAWP_INSTANCE_ID: '111', WAWP_ACCESS_TOKEN: TOKEN, WAWP_BASE_URL: wawp.origin });

const stderrOf = async ({ ended }: CliRun) => (await ended).stderr;

const PLACES = ['instances[0].accessTokenFile of --config', 'TOKEN_OF_222', 'WAWP_ACCESS_TOKEN_333'] as const;

describe('a refused access token is named by the place that it came from', () => {
  it('in enrich', async () => {
    const environment = {
      WAWP_BASE_URL: wawp.origin,
      WAWP_INSTANCE_ID_FILE: await file('id', '111'),
      WAWP_ACCESS_TOKEN_FILE: await file('token', TOKEN),
    };
    const store = ['--store', join(folder, 'one')];
    expect(await stderrOf(runCliIn(environment, 'enrich', ...store))).toBe(
      'Wawp refused the credentials. Check WAWP_ACCESS_TOKEN_FILE and WAWP_INSTANCE_ID_FILE. Wawp said: "Invalid access token" (unauthorized)\n',
    );
    expect(await stderrOf(runCliIn(account(), 'enrich', ...store))).toBe(
      'Wawp refused the credentials. Check WAWP_ACCESS_TOKEN and WAWP_INSTANCE_ID. Wawp said: "Invalid access token" (unauthorized)\n',
    );
  });

  it('in enrich --config', async () => {
    const { environment, config } = await fourInstances();
    const stderr = await stderrOf(runCliIn(environment, 'enrich', '--config', config));
    const lines = stderr.split('\n');
    for (const [index, place] of PLACES.entries()) {
      expect(lines[index]).toBe(
        `Wawp refused the credentials. Check ${place} and instances[${index}].id of --config. Wawp said: "Invalid access token" (unauthorized)`,
      );
    }
    expect(lines[3]).toContain('instances[3].baseUrl of --config');
  });

  it('in doctor --config', async () => {
    const { environment, config } = await fourInstances();
    const { stdout } = await runCliIn(environment, 'doctor', '--config', config).ended;
    const lines = stdout.split('\n').filter((line) => /^error +session/.test(line));
    for (const [index, place] of PLACES.entries()) expect(lines[index]).toContain(place);
    expect(lines[3]).toContain('instances[3].baseUrl of --config');
  });

  it('in the log and the answers of serve --config', async () => {
    const { environment, config } = await fourInstances();
    const cli = runCliIn(environment, 'serve', '--port', '0', '--config', config);
    try {
      const origin = await started(cli);
      const ask = async (name: string) =>
        (await fetch(`${origin}/${name}/pictures?chatId=201234567890@c.us`)).text();
      for (const [index, place] of PLACES.entries()) {
        expect(await ask(['111', '222', '333'][index] ?? '')).toContain(place);
        await expect
          .poll(() => cli.output())
          .toContain(`Check ${place} and instances[${index}].id of --config.`);
      }
      expect(cli.output()).not.toContain(TOKEN);
    } finally {
      cli.process.kill('SIGKILL');
      await cli.ended;
    }
  });
});

describe('an address is named by the place that it came from', () => {
  it.each([
    ['a file', 'WAWP_BASE_URL_FILE'],
    ['--config', 'instances[0].baseUrl'],
    ['--emulator', '--emulator'],
  ])('%s', async (kind, place) => {
    const address = kind === '--emulator' ? other.origin : 'ftp://wawp.example';
    const environment = { ...account(), WAWP_ACCESS_TOKEN_111: TOKEN, WAWP_BASE_URL: '' };
    const file_ = { ...environment, WAWP_BASE_URL_FILE: await file('address', address) };
    const config = await configOf({ instances: [{ id: '111', baseUrl: other.origin }] });
    const run =
      kind === 'a file'
        ? runCliIn(file_, 'enrich', '--store', join(folder, 'one'))
        : kind === '--config'
          ? runCliIn(environment, 'enrich', '--config', config)
          : runCliIn(environment, 'enrich', '--store', join(folder, 'one'), '--emulator', address);
    const stderr = await stderrOf(run);
    expect(stderr).toContain(place);
    expect(stderr).not.toMatch(/WAWP_BASE_URL(?!_FILE)|WAWP_ACCESS_TOKEN|WAWP_INSTANCE_ID/);
  });

  it('the address of all instances', async () => {
    const environment = {
      WAWP_ACCESS_TOKEN_111: TOKEN,
      WAWP_BASE_URL_FILE: await file('address', 'nonsense'),
    };
    const config = await configOf({ instances: [{ id: '111' }] });
    for (const command of ['serve', 'enrich']) {
      expect(await stderrOf(runCliIn(environment, command, '--config', config))).toMatch(
        /^WAWP_BASE_URL_FILE: /,
      );
    }
  });
});

describe('a store is named by the place that its location came from', () => {
  it.each(['enrich', 'serve', 'faces', 'prune'])('in %s', async (command) => {
    const environment = { ...account(), CHAT_AVATAR_STORE: 'ftp://somewhere' };
    expect(await stderrOf(runCliIn(environment, command))).toMatch(/^CHAT_AVATAR_STORE: /);
    const inFile = { ...account(), CHAT_AVATAR_STORE_FILE: await file('store-place', 'ftp://somewhere') };
    expect(await stderrOf(runCliIn(inFile, command))).toMatch(/^CHAT_AVATAR_STORE_FILE: /);
    expect(await stderrOf(runCliIn(environment, command, '--store', 'ftp://elsewhere'))).toMatch(
      /^--store: /,
    );
  });

  it('in serve and enrich --config', async () => {
    const blocked = await file('no-folder', 'I am a file.');
    const environment = { ...account(), WAWP_ACCESS_TOKEN_111: TOKEN };
    const cases: [object, string][] = [
      [{ instances: [{ id: '111', store: blocked }] }, 'instances[0].store'],
      [{ store: blocked, instances: [{ id: '111' }] }, 'instances.json: store'],
    ];
    for (const [config, place] of cases) {
      for (const command of ['serve', 'enrich']) {
        const stderr = await stderrOf(runCliIn(environment, command, '--config', await configOf(config)));
        expect([command, stderr]).toEqual([command, expect.stringContaining(place)]);
        expect(stderr).not.toContain('--store');
      }
    }
  });

  it('in copy, which has no --store, with the side', async () => {
    const to = join(folder, 'to');
    const inFile = { CHAT_AVATAR_COPY_FROM_FILE: await file('from', 'ftp://somewhere') };
    const inVariables = { CHAT_AVATAR_COPY_FROM: 'ftp://somewhere', CHAT_AVATAR_COPY_TO: to };
    expect(await stderrOf(runCliIn({}, 'copy', 'ftp://somewhere', to))).toMatch(/^copy: from: /);
    expect(await stderrOf(runCliIn(inVariables, 'copy'))).toMatch(/^CHAT_AVATAR_COPY_FROM: /);
    expect(await stderrOf(runCliIn(inFile, 'copy', '-', to))).toMatch(/^CHAT_AVATAR_COPY_FROM_FILE: /);
    const store = join(folder, 'full');
    await mkdir(join(store, 'chats'), { recursive: true });
    await writeFile(join(store, 'chats', '201000000001@c.us'), '{}');
    expect(await stderrOf(runCliIn({}, 'copy', store, 'ftp://somewhere'))).toMatch(/^copy: to: /);
  });
});

it('a secret is named by the variable of its file', async () => {
  const environment = { ...account(), CHAT_AVATAR_SECRET_FILE: await file('secret', 'short') };
  expect(await stderrOf(runCliIn(environment, 'serve', '--port', '0'))).toMatch(
    /^CHAT_AVATAR_SECRET_FILE has 5 characters/,
  );
});

it('the key of a bucket is named by the variable of its file', async () => {
  const environment = { ...account(), AWS_SECRET_ACCESS_KEY_FILE: await file('key', 'a-secret-key') };
  expect(await stderrOf(runCliIn(environment, 'faces', '--store', 's3://pictures'))).toMatch(
    /^--store: .*AWS_ACCESS_KEY_ID .*beside AWS_SECRET_ACCESS_KEY_FILE\.$/m,
  );
});
