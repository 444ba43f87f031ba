import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Cron } from 'croner';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { parse } from 'yaml';
import { enrichCommand } from '../../server/src/cli/commands/enrich/enrichCommand.js';
import { facesCommand } from '../../server/src/cli/commands/faces/facesCommand.js';
import { forgetCommand } from '../../server/src/cli/commands/forget/forgetCommand.js';
import { runCli } from '../../server/test/cli/runCli.js';
import { startEmulator } from '../../server/test/enricher/enricher.fixture.js';
import { findOnPath } from '../support/runCommand.js';
import { startS3 } from '../support/s3.js';
import { type CodeBlock, readCodeBlocks } from './codeBlocks.js';
import { parseUnit } from './parseUnit.js';

const root = resolve(import.meta.dirname, '../..');
const page = resolve(root, 'server/docs/enricher.md');
const blocks = readCodeBlocks(page);
const run = promisify(execFile);

/** With what shells and unit files make something of. */
const TOKEN = 'a $ecret "token" of \\ the #test';
const INSTANCE = '123456789012';
const CHATS = 12;
const CHAT_ID = /\d@[cg]\.us/;

let folder: string;
let wawp: Awaited<ReturnType<typeof startEmulator>>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recipes-'));
  wawp = await startEmulator({ chats: CHATS, instanceId: INSTANCE, accessToken: TOKEN });
  vi.stubEnv('WAWP_BASE_URL', wawp.origin);
  vi.stubEnv('WAWP_INSTANCE_ID', undefined);
  vi.stubEnv('WAWP_ACCESS_TOKEN', undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await wawp.close();
  await rm(folder, { recursive: true });
});

function blockOf(language: string, matches: (block: CodeBlock) => boolean = () => true): string {
  const found = blocks.filter((block) => block.language === language && matches(block));
  expect(found).toHaveLength(1);
  return found[0]?.code ?? '';
}

const fileBlock = (language: string, name: string) =>
  blockOf(language, ({ code }) => code.startsWith(`# ${name}\n`));

/** The file of the credentials, as the page has it, filled in. */
const environmentFile = () =>
  fileBlock('sh', '/etc/chat-avatar.env')
    .replace(/(WAWP_INSTANCE_ID=.*)…/, `$1${INSTANCE}`)
    .replace(/(WAWP_ACCESS_TOKEN=.*)…/, (_, before: string) => `${before}${TOKEN}`);

/** Runs the command line of a recipe with `--dry-run`, which sends no request for a picture. */
async function tryRun(args: readonly string[]) {
  const result = await runCli(...args, '--dry-run').ended;
  expect(wawp.emulator.requestCount()).toBe(0);
  expect(wawp.emulator.requests.map(({ path }) => path)).toContain('/v2/chats/overview');
  expect(result.stdout + result.stderr).not.toContain(TOKEN);
  // They end in a log.
  expect(result.stdout + result.stderr).not.toMatch(CHAT_ID);
  return result;
}

describe('the recipe for cron', () => {
  const line = () => {
    const [path = '', job = '', ...more] = blockOf('cron').trim().split('\n');
    expect(more).toEqual([]);
    const [, pattern = '', command = ''] = /^((?:\S+\s+){5})(.+)$/.exec(job) ?? [];
    return { path: /^PATH=(\S+)$/.exec(path)?.[1] ?? '', pattern: pattern.trim(), command };
  };

  it('runs every morning at seven', () => {
    const [one, two] = new Cron(line().pattern, { paused: true }).nextRuns(2);
    expect([one?.getHours(), one?.getMinutes(), two?.getHours()]).toEqual([7, 0, 7]);
    expect(two?.getDate()).not.toBe(one?.getDate());
  });

  /** With the shell and the environment of cron, which have little more than a PATH. */
  async function runAsCron(credentials: string) {
    const { path, command } = line();
    // In a crontab, it ends the command.
    expect(command).not.toContain('%');
    const file = join(folder, 'chat-avatar.env');
    await writeFile(file, `${credentials}WAWP_BASE_URL='${wawp.origin}'\n`);
    const bin = join(folder, 'node_modules/.bin');
    await mkdir(bin, { recursive: true });
    const program = `#!/bin/sh\nexec '${process.execPath}' '${inject('cli')}' "$@" --dry-run\n`;
    await writeFile(join(bin, 'chat-avatar-server'), program, { mode: 0o755 });

    const here = command.replace('/etc/chat-avatar.env', file).replace('/srv/chat-avatar', folder);
    expect(here).not.toMatch(/\/etc|\/srv/);
    const mail = await run('/bin/sh', ['-c', here], {
      cwd: '/',
      env: { PATH: path, HOME: folder, SHELL: '/bin/sh' },
    });
    expect(wawp.emulator.requestCount()).toBe(0);
    return { mail: mail.stdout + mail.stderr, log: await readFile(join(folder, 'enrich.log'), 'utf8') };
  }

  it('prints nothing after a success, and writes a log', async () => {
    const { mail, log } = await runAsCron(environmentFile());
    expect(mail).toBe('');
    expect(log).toContain(`${CHATS} to ask for`);
    expect(log).not.toContain(TOKEN);
    expect(log).not.toMatch(CHAT_ID);
  });

  it('sends a mail with the exit code after a failure', async () => {
    const { mail, log } = await runAsCron(environmentFile().replace(TOKEN, 'another'));
    expect(mail).toBe('chat-avatar-server enrich ended with 3\n');
    expect(log).toContain('(unauthorized)');
  });
});

describe('the recipe for systemd', () => {
  const FOLDER = '/etc/systemd/system';
  const NAME = 'chat-avatar-enrich';
  const service = fileBlock('ini', `${FOLDER}/${NAME}.service`);
  const timer = fileBlock('ini', `${FOLDER}/${NAME}.timer`);

  it('runs the command line with the credentials of its file', async () => {
    const unit = parseUnit(service).Service;
    expect(unit).toMatchObject({ Type: 'oneshot', NoNewPrivileges: 'true', ProtectSystem: 'strict' });
    expect(unit?.User).not.toMatch(/^(root)?$/);
    // Where the pictures go, by default.
    expect(unit?.ReadWritePaths).toBe(unit?.WorkingDirectory);
    expect(unit?.EnvironmentFile).toBe('/etc/chat-avatar.env');
    for (const text of environmentFile().split('\n')) {
      if (text === '' || text.startsWith('#')) continue;
      const [, name = '', value = ''] = /^([A-Z_]+)='([^']*)'$/.exec(text) ?? [];
      vi.stubEnv(name, value);
    }
    const [program = '', script, ...args] = (unit?.ExecStart ?? '').split(' ');
    expect([program, script]).toEqual(['/usr/bin/node', 'node_modules/.bin/chat-avatar-server']);
    const { code, stdout } = await tryRun(args);
    expect(code).toBe(0);
    expect(stdout).toContain(`${CHATS} to ask for`);
  });

  it('starts it every morning at seven, and later if the machine was off', () => {
    const unit = parseUnit(timer);
    expect(unit.Timer?.OnCalendar).toMatch(/^\*-\*-\* 07:00:00( [A-Z]\w+\/[A-Z]\w+)?$/);
    const zone = unit.Timer?.OnCalendar?.split(' ')[2];
    expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
    expect(unit.Timer?.Persistent).toBe('true');
    // Without `Unit=`, it starts the service of its own name.
    expect(unit.Timer).not.toHaveProperty('Unit');
    expect(unit.Install?.WantedBy).toBe('timers.target');
  });

  it('passes the verification of systemd, where it is installed', async () => {
    expect(Object.keys(parseUnit(service))).toEqual(['Unit', 'Service']);
    expect(Object.keys(parseUnit(timer))).toEqual(['Unit', 'Timer', 'Install']);
    const analyze = findOnPath('systemd-analyze');
    if (analyze === undefined) return;
    const files = [join(folder, `${NAME}.service`), join(folder, `${NAME}.timer`)];
    // Node may be elsewhere on this machine.
    await writeFile(files[0] ?? '', service.replace('/usr/bin/node', process.execPath));
    await writeFile(files[1] ?? '', timer);
    const { stdout, stderr } = await run(analyze, ['verify', ...files]);
    expect(stdout + stderr).toBe('');
    const calendar = parseUnit(timer).Timer?.OnCalendar ?? '';
    expect((await run(analyze, ['calendar', calendar])).stdout).toContain('Next elapse');
  });
});

describe('the recipe for Kubernetes', () => {
  const cronJob = parse(blockOf('yaml'));
  const pod = cronJob.spec.jobTemplate.spec.template.spec;
  const [container] = pod.containers;

  it('is a CronJob every morning at seven, one at a time', () => {
    expect([cronJob.apiVersion, cronJob.kind]).toEqual(['batch/v1', 'CronJob']);
    const { schedule, timeZone, concurrencyPolicy } = cronJob.spec;
    const next = new Cron(schedule, { paused: true, timezone: timeZone }).nextRun();
    expect(next?.toLocaleTimeString('sv', { timeZone })).toBe('07:00:00');
    expect(concurrencyPolicy).toBe('Forbid');
    expect(pod.restartPolicy).toBe('Never');
    expect(pod.containers).toHaveLength(1);
  });

  it('runs without root, privileges and a writable root file system', () => {
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true });
    // Without a number the kubelet cannot know that the image's user is not root.
    expect(pod.securityContext.runAsUser).toBeGreaterThan(0);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('runs the command line with the secrets that it names, and with no other variable', async () => {
    const s3 = await startS3();
    try {
      const secrets: Record<string, string | undefined> = {
        'wawp/instance-id': INSTANCE,
        'wawp/access-token': TOKEN,
        'pictures/access-key-id': s3.environment.AWS_ACCESS_KEY_ID,
        'pictures/secret-access-key': s3.environment.AWS_SECRET_ACCESS_KEY,
      };
      for (const { name, value, valueFrom } of container.env) {
        if (/KEY|TOKEN|SECRET/.test(name)) expect(value).toBeUndefined();
        const { secretKeyRef } = valueFrom ?? {};
        const given = secretKeyRef ? secrets[`${secretKeyRef.name}/${secretKeyRef.key}`] : value;
        expect([name, typeof given]).toEqual([name, 'string']);
        vi.stubEnv(name, given);
      }
      // The server of the test instead of Amazon's.
      vi.stubEnv('AWS_ENDPOINT_URL', s3.endpoint);
      const { code, stdout } = await tryRun(container.args);
      expect(code).toBe(0);
      expect(JSON.parse(stdout).counts['not-tried']).toBe(CHATS);
    } finally {
      await s3.stop();
    }
  });

  it('has an image that starts the command line without root', async () => {
    const text = await readFile(resolve(root, 'server/docs/deploy/Dockerfile'), 'utf8');
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const [, entry = ''] = lines.map((text) => /^ENTRYPOINT (.+)$/.exec(text)).find(Boolean) ?? [];
    const { bin, engines } = JSON.parse(await readFile(resolve(root, 'server/package.json'), 'utf8'));
    expect(JSON.parse(entry)).toEqual(['node', `node_modules/.bin/${Object.keys(bin)[0]}`]);
    expect(lines).toContain('USER node');
    const [, major] = /^FROM node:(\d+)-slim$/.exec(lines[0] ?? '') ?? [];
    expect(Number(major)).toBeGreaterThanOrEqual(Number.parseInt(engines.node.replace('>=', ''), 10));
  });
});

describe('the page about the enricher', () => {
  it('has a schedule that runs as it is', async () => {
    vi.stubEnv('WAWP_INSTANCE_ID', INSTANCE);
    vi.stubEnv('WAWP_ACCESS_TOKEN', TOKEN);
    const command = blockOf('sh', ({ code }) => code.includes('--schedule'));
    const [, args = ''] = /^npx chat-avatar-server (.+)$/.exec(command.trim()) ?? [];
    const words = [...args.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    const child = runCli(...words, '--store', join(folder, 'store'));
    const announced = new Promise<string>((fulfil) => {
      let text = '';
      child.process.stderr?.on('data', (chunk) => {
        text += chunk;
        if (text.includes('\n')) fulfil(text);
      });
    });
    expect(await announced).toMatch(/^The next run is at \S+ 07:00:00 \(Africa\/Cairo\)\.$/m);
    child.process.kill('SIGTERM');
    expect((await child.ended).code).toBe(0);
  });

  it('names only options that exist', () => {
    const commands = [enrichCommand(), facesCommand(), forgetCommand()];
    const known = commands.flatMap(({ options }) => options.map(({ long }) => long));
    const used = blocks
      .flatMap(({ code }) => code.split('\n'))
      .filter((line) => /chat-avatar-server (enrich|faces|forget)|args:/.test(line))
      .flatMap((line) => line.match(/--[a-z-]+/g) ?? []);
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((option) => !known.includes(option))).toEqual([]);
  });

  it('lists every option of enrich', async () => {
    const rows = (await readFile(page, 'utf8')).match(/^\| `--.*$/gm) ?? [];
    const listed = rows.flatMap((row) => row.split(' | ')[0]?.match(/--[a-z-]+/g) ?? []);
    const known = enrichCommand().options.flatMap(({ long }) => long ?? []);
    // `--once` is the default, and needs no row.
    expect(listed.sort()).toEqual(known.filter((option) => option !== '--once').sort());
  });

  it('quotes lines of the queue example as they are', async () => {
    const core = blockOf('js');
    const folderOfExample = resolve(root, 'examples/bullmq');
    const files = new Map<string, string[]>();
    for (const name of await readdir(folderOfExample)) {
      const text = await readFile(join(folderOfExample, name), 'utf8');
      files.set(
        name,
        text.split('\n').map((line) => line.trim()),
      );
    }
    let name = '';
    for (const line of core.split('\n').map((text) => text.trim())) {
      if (line === '') continue;
      if (line.startsWith('// ')) name = line.slice(3);
      else expect(files.get(name)).toContain(line);
    }
  });
});
