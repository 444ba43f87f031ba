import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { EVENTUALLY } from '../../../test/support/eventually.js';
import { photograph } from '../../../test/support/photographs.js';
import { decodeImage } from '../../src/images/decodeImage.js';
import { downloadImage } from '../../src/images/download/downloadImage.js';
import { stopImageWork } from '../../src/images/imageWork.js';
import { slowWebp } from './slowWebp.js';

type Spawn = typeof import('node:child_process').spawn;

const processes = vi.hoisted(() => ({
  started: [] as ChildProcess[],
  /** In place of `spawn`. */
  start: undefined as (() => ChildProcess) | undefined,
}));

vi.mock('node:child_process', async (load) => {
  const real = await load<typeof import('node:child_process')>();
  const spawn = (...call: Parameters<Spawn>) => {
    const child = processes.start?.() ?? real.spawn(...call);
    processes.started.push(child);
    if (child.connected) vi.spyOn(child, 'send');
    return child;
  };
  return { ...real, spawn };
});

const { execPath } = process;

/** No process waits for the next picture. */
async function endIdle() {
  for (const child of processes.started) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  processes.started.length = 0;
}

afterEach(async () => {
  processes.start = undefined;
  process.execPath = execPath;
  vi.unstubAllEnvs();
  await endIdle();
});

/** The decoder process is Node with these options. `$0.cjs` has the code. */
async function replaceProgram(options: string, code: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'decoder-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const program = join(folder, 'node');
  await writeFile(`${program}.cjs`, code);
  await writeFile(program, `#!/bin/sh\nexec '${execPath}' ${options} "$@"\n`);
  await chmod(program, 0o755);
  process.execPath = program;
}

const webp = async (side = 96) =>
  sharp(await photograph(side))
    .webp()
    .toBuffer();

function systemError(code: string): Error {
  return Object.assign(new Error(`spawn ${code}`), { code });
}

describe('where no process can be started, a picture is decoded on a thread', () => {
  it.each(['EAGAIN', 'EMFILE'])('after %s', async (code) => {
    processes.start = () => {
      const child = new EventEmitter();
      process.nextTick(() => child.emit('error', systemError(code)));
      return child as ChildProcess;
    };
    expect(await decodeImage(await webp())).toMatchObject({ format: 'webp', width: 96 });
  });

  it('after ENOMEM', async () => {
    processes.start = () => {
      throw systemError('ENOMEM');
    };
    expect(await decodeImage(await webp())).toMatchObject({ format: 'webp', width: 96 });
  });

  it('without the program of this process', async () => {
    process.execPath = join(tmpdir(), 'no-such-node');
    expect(await decodeImage(await webp())).toMatchObject({ format: 'webp', width: 96 });
    expect(processes.started.length).toBeGreaterThan(0);
  });
});

it('gives the process none of the secrets in the environment', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'decoder-'));
  const [program, variables] = [join(folder, 'node'), join(folder, 'variables')];
  await writeFile(program, `#!/bin/sh\nenv > '${variables}'\nexec '${execPath}' "$@"\n`);
  await chmod(program, 0o755);
  process.execPath = program;
  for (const name of ['WAWP_ACCESS_TOKEN', 'CHAT_AVATAR_SECRET', 'AWS_SECRET_ACCESS_KEY', 'REDIS_PASSWORD'])
    vi.stubEnv(name, 'a secret of this process');
  await decodeImage(await webp());
  const text = await readFile(variables, 'utf8');
  expect(text).toContain('PATH=');
  expect(text).not.toMatch(/secret|WAWP|REDIS|AWS|CHAT_AVATAR/i);
  await rm(folder, { recursive: true });
});

describe('an answer that a picture has the process send', () => {
  it.each([
    ['in place of pixels', "{ header: { format: 'webp', width: 96, height: 96 } }"],
    ['without pixels', '{ rendered: { info: { channels: 3 } } }'],
    ['that is no object', "'rendered'"],
    ['without an answer', '{}'],
  ])('%s is a fault of the picture, which is not decoded in this process', async (_, answer) => {
    await replaceProgram(
      '-r "$0.cjs"',
      `const send = process.send.bind(process);
      process.send = (message) => send(message === 'ready' || message.header ? message : ${answer});`,
    );
    expect(await decodeImage(await webp()).catch((error: unknown) => error)).toMatchObject({
      code: 'not-an-image',
    });
  });

  it.each(['NaN', '-1', '1.5', '"96"', 'null'])('a width of %s is a fault of the picture', async (width) => {
    await replaceProgram(
      '-r "$0.cjs"',
      `const send = process.send.bind(process);
      process.send = (message) => {
        if (message.header) message.header.width = ${width};
        return send(message);
      };`,
    );
    expect(await decodeImage(await webp()).catch((error: unknown) => error)).toMatchObject({
      code: 'not-an-image',
    });
  });
});

/** A process has got the picture, and takes seconds. */
async function decodeSlowly(decode: (bytes: Buffer) => Promise<unknown> = decodeImage) {
  const outcome = decode(await slowWebp()).catch((error: unknown) => error);
  const child = await vi.waitUntil(
    () => processes.started.find(({ send }) => vi.mocked(send).mock?.calls.length > 0),
    EVENTUALLY,
  );
  return { outcome, child };
}

/** Ends the process with the signal while it decodes. */
async function endedBy(signal: NodeJS.Signals) {
  const { outcome, child } = await decodeSlowly();
  child.kill(signal);
  return outcome;
}

describe('a machine that has no CPU time for the process', () => {
  /** As on a machine with many other processes. It gets SIGKILL all the same. */
  async function decodeStopped(decode?: (bytes: Buffer) => Promise<unknown>) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { outcome, child } = await decodeSlowly(decode);
    process.kill(child.pid ?? Number.NaN, 'SIGSTOP');
    return { outcome };
  }

  it('is at fault, and not the picture', async () => {
    const { outcome } = await decodeStopped();
    const pending = Symbol('pending');
    await vi.advanceTimersByTimeAsync(50_000);
    expect(await Promise.race([outcome, pending])).toBe(pending);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toMatchObject({
      code: 'busy',
      message: expect.stringMatching(/CPU time/),
      retryable: true,
    });
    vi.useRealTimers();
    expect(await decodeImage(await webp())).toMatchObject({ width: 96 });
  });

  it('is at fault, and not the host of the picture', async () => {
    const { outcome } = await decodeStopped((bytes) =>
      downloadImage('https://pps.whatsapp.net/v/t61/1.jpg', {
        fetchImage: async () => new Response(new Uint8Array(bytes)),
      }),
    );
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await outcome).toMatchObject({ code: 'busy', retryable: true });
  });
});

describe('a process that ends before it is done', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)('by %s is a fault of the machine', async (signal) => {
    expect(await endedBy(signal)).toMatchObject({
      code: 'decoder-ended',
      message: expect.stringMatching(`ended by ${signal}, .*Give the machine or the container more memory`),
      retryable: true,
    });
    expect(await decodeImage(await webp())).toMatchObject({ width: 96 });
  });

  it('by SIGKILL at its start is a fault of the machine', async () => {
    processes.start = () => {
      const child = new EventEmitter();
      process.nextTick(() => child.emit('close', null, 'SIGKILL'));
      return child as ChildProcess;
    };
    expect(await decodeImage(await webp()).catch((error: unknown) => error)).toMatchObject({
      code: 'decoder-ended',
    });
  });

  /** The first processes that get a picture crash. */
  const crash = (signal: NodeJS.Signals, times: number) =>
    replaceProgram(
      '-r "$0.cjs"',
      `const { appendFileSync, statSync } = require('node:fs');
      const crashes = __filename + '.crashes';
      process.prependListener('message', () => {
        appendFileSync(crashes, '.');
        if (statSync(crashes).size <= ${times}) process.kill(process.pid, '${signal}');
      });`,
    );

  it.each(['SIGSEGV', 'SIGABRT'] as const)(
    'by two crashes (%s) is a fault of the picture',
    async (signal) => {
      await crash(signal, 100);
      expect(await decodeImage(await webp()).catch((error: unknown) => error)).toMatchObject({
        code: 'not-an-image',
        retryable: false,
      });
      expect(processes.started).toHaveLength(2);
    },
  );

  it('by one crash is no fault, and the picture is decoded in another process', async () => {
    await crash('SIGSEGV', 1);
    expect(await decodeImage(await webp())).toMatchObject({ format: 'webp', width: 96 });
    expect(processes.started).toHaveLength(2);
  });

  it.each([
    ['with the picture', "process.on('message', fill);"],
    ['at its start', 'fill();'],
  ])('because the heap of V8 is full %s is a fault of the machine', async (_, start) => {
    const fill = 'const all = []; function fill() { for (;;) all.push({}); }';
    await replaceProgram(`--max-old-space-size=20 -r "$0.cjs"`, `${fill} ${start}`);
    expect(await decodeImage(await webp()).catch((error: unknown) => error)).toMatchObject({
      code: 'decoder-ended',
      message: expect.stringMatching(/^There is no memory left .* NODE_OPTIONS\.$/),
      retryable: true,
    });
  });

  it.each([
    "terminate called after throwing an instance of 'std::bad_alloc'",
    'GLib-ERROR **: gmem.c:106: failed to allocate 67108864 bytes',
  ])('after %j is a fault of the machine', async (printed) => {
    await replaceProgram(
      '-r "$0.cjs"',
      `process.on('message', () => {
      require('node:fs').writeSync(2, ${JSON.stringify(printed)});
      process.abort();
    });`,
    );
    expect(await decodeImage(await webp()).catch((error: unknown) => error)).toMatchObject({
      code: 'decoder-ended',
    });
  });

  it('because this process stops is no fault of the picture', async () => {
    const { outcome } = await decodeSlowly();
    stopImageWork();
    expect(await outcome).toMatchObject({ retryable: true });
  });
});
