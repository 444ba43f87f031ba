import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createWawpEmulator, type WawpEmulator } from 'chat-avatar/testing';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { deferred } from '../../../test/support/sources.js';
import { startHttpServer } from '../../../test/support/startHttpServer.js';
import { type CliRun, runCli } from './runCli.js';

export const TOKEN = 'serve-test-secret-token';

/** Options for an emulator on this machine. */
export const LOCAL = ['--image-host', '127.0.0.1', '--dangerously-allow-private-addresses'];

export interface ServeFixture {
  emulator: WawpEmulator;
  /** The environment of a gateway that uses the emulator. */
  account(): Record<string, string>;
  /** Runs `chat-avatar-server serve` on a free port. The store is a folder, unless the arguments name another. */
  run(environment: Record<string, string>, ...args: string[]): CliRun;
}

/** Starts an emulator for `chat-avatar-server serve`. Processes are killed after each test. */
export function prepareServe(): ServeFixture {
  let wawp: ReturnType<typeof serve>;
  let wawpOrigin: string;
  let folder: string;
  let running: CliRun[] = [];
  const fixture = {} as ServeFixture;

  beforeAll(async () => {
    fixture.emulator = createWawpEmulator({ chats: 12, accessToken: TOKEN });
    wawpOrigin = await new Promise((listening) => {
      wawp = serve(
        { fetch: (request) => fixture.emulator.fetch(request), port: 0, hostname: '127.0.0.1' },
        ({ port }) => listening(`http://127.0.0.1:${port}`),
      );
    });
    folder = await mkdtemp(join(tmpdir(), 'serve-'));
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const { process } of running) if (process.exitCode === null) process.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    running = [];
  });

  afterAll(async () => {
    wawp.close();
    await rm(folder, { recursive: true, force: true });
  });

  fixture.account = () => ({
    WAWP_INSTANCE_ID: '1',
    WAWP_ACCESS_TOKEN: TOKEN,
    WAWP_BASE_URL: wawpOrigin,
  });
  fixture.run = (environment, ...args) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const cli = runCli('serve', '--port', '0', '--store', join(folder, 'store'), ...args);
    running.push(cli);
    return cli;
  };
  return fixture;
}

/** A Wawp that answers after `release.resolve()`: no chat has a picture. */
export async function startSlowWawp() {
  const release = deferred<void>();
  const wawp = await startHttpServer(async (_, response) => {
    await release.promise;
    response.setHeader('content-type', 'application/json');
    response.end('{"url":null}');
  });
  return { wawp, release };
}

/** Resolves to the address once the server listens. */
export async function started(cli: CliRun): Promise<string> {
  const [, address = ''] = await cli.printed(/listens on (http:\S+)/);
  return address;
}

/** Stops the server, and resolves to its whole output. A log line may arrive after the answer to its request. */
export async function stopped(cli: CliRun): Promise<string> {
  cli.process.kill('SIGTERM');
  const { stdout, stderr } = await cli.ended;
  return stdout + stderr;
}
