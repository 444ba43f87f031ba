import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SHUTDOWN_MS } from '../../../server/src/cli/commands/serve/runServe.js';
import { serveCommand } from '../../../server/src/cli/commands/serve/serveCommand.js';
import { RETURN_MS } from '../../../server/src/cli/shared/endProcess.js';
import { type CliRun, runCli } from '../../../server/test/cli/runCli.js';
import { prepareServe, started } from '../../../server/test/cli/serve.fixture.js';
import { EVENTUALLY } from '../../support/eventually.js';
import { type RedisServer, startRedis } from '../../support/redis.js';
import { findOnPath } from '../../support/runCommand.js';
import { parseUnit } from '../parseUnit.js';
import { compose, kubernetes, readDeployFile } from './files.js';

const run = promisify(execFile);
const fixture = prepareServe();
const SECRET = 'a-secret-for-callers';
const PUBLIC = 'https://inbox.example.com';

let redis: RedisServer;
let folder: string;

beforeAll(async () => {
  redis = await startRedis();
  folder = await mkdtemp(join(tmpdir(), 'deploy-'));
});
afterAll(async () => {
  await redis.stop();
  await rm(folder, { recursive: true });
});

const DEFAULT_PORT: unknown = serveCommand().getOptionValue('port');

function drainSeconds(args: readonly string[]): number {
  return Number(args[args.indexOf('--drain-seconds') + 1]);
}

/** The longest time from SIGTERM to the end of the process. */
const secondsToStop = (args: readonly string[]) => drainSeconds(args) + (SHUTDOWN_MS + RETURN_MS) / 1000;

/** The arguments with the Redis of this test. */
const here = (args: string[]) => args.map((word) => word.replace(/^redis:\/\/(store|redis):6379/, redis.url));

/** Checks that a gateway is ready, refuses callers without the secret, and answers those with it. */
async function expectGateway(cli: CliRun, basePath = '') {
  const origin = new URL(await started(cli)).origin.replace('0.0.0.0', '127.0.0.1');
  expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ status: 'ready', store: 'ok' });
  const url = `${origin}${basePath}/pictures?chatId=${fixture.emulator.chats[0]?.id}`;
  const headers = { authorization: `Bearer ${SECRET}` };
  expect((await fetch(url, { headers })).status).toBe(200);
  expect((await fetch(url)).status).toBeGreaterThanOrEqual(401);
  return { url, headers };
}

describe('compose.yaml', () => {
  /** The environment of a service, with the secrets in files as Docker mounts them. */
  async function environmentOf({ environment = {}, secrets = [] }: (typeof compose.services)[string]) {
    const values: Record<string, string | undefined> = {
      'wawp-instance-id': fixture.account().WAWP_INSTANCE_ID,
      'wawp-access-token': fixture.account().WAWP_ACCESS_TOKEN,
      'chat-avatar-secret': SECRET,
    };
    expect(Object.keys(compose.secrets).sort()).toEqual(Object.keys(values).sort());
    for (const name of secrets) await writeFile(join(folder, name), `${values[name]}\n`);
    const mounted = Object.entries(environment).map(([name, path]) => [
      name,
      path.replace('/run/secrets', folder),
    ]);
    return { ...Object.fromEntries(mounted), WAWP_BASE_URL: fixture.account().WAWP_BASE_URL ?? '' };
  }

  it('starts a gateway that answers callers with the secret, for pages of the public origin', async () => {
    const { gateway } = compose.services;
    if (!gateway) throw new Error('compose.yaml has no gateway.');
    const [command, ...args] = here(gateway.command);
    expect(command).toBe('serve');
    const cli = fixture.run(await environmentOf(gateway), ...args);
    const { url, headers } = await expectGateway(cli);
    const answer = await fetch(url, { headers: { ...headers, origin: PUBLIC } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(PUBLIC);
  });

  it('has a health check that fails without the gateway', async () => {
    const { gateway } = compose.services;
    const [kind, program, ...args] = gateway?.healthcheck?.test ?? [];
    expect([kind, program]).toEqual(['CMD', 'node']);
    const cli = fixture.run(fixture.account());
    const { host } = new URL(await started(cli));
    const check = () =>
      run(
        process.execPath,
        args.map((text) => text.replace(`127.0.0.1:${DEFAULT_PORT}`, host)),
      ).then(
        () => 'healthy',
        () => 'unhealthy',
      );
    expect(args.join()).toContain(`127.0.0.1:${DEFAULT_PORT}`);
    expect(await check()).toBe('healthy');
    cli.process.kill('SIGKILL');
    await cli.ended;
    expect(await check()).toBe('unhealthy');
  });

  it('publishes the port of serve, and gives it the time to stop', () => {
    const { gateway } = compose.services;
    expect(gateway?.ports).toEqual([`127.0.0.1:${DEFAULT_PORT}:${DEFAULT_PORT}`]);
    expect(readDeployFile('Dockerfile')).toMatch(new RegExp(`^EXPOSE ${DEFAULT_PORT}$`, 'm'));
    const [, seconds] = /^(\d+)s$/.exec(gateway?.stop_grace_period ?? '') ?? [];
    expect(Number(seconds)).toBeGreaterThan(secondsToStop(gateway?.command ?? []));
  });

  it('starts an enricher that waits for the morning', async () => {
    const { enrich } = compose.services;
    if (!enrich) throw new Error('compose.yaml has no enrich.');
    for (const [name, value] of Object.entries<string>(await environmentOf(enrich))) vi.stubEnv(name, value);
    const cli = runCli(...here(enrich.command));
    await vi.waitFor(
      () => expect(cli.output()).toMatch(/next run is at \S+ 07:00:00 \(Africa\/Cairo\)/),
      EVENTUALLY,
    );
    cli.process.kill('SIGTERM');
    expect((await cli.ended).code).toBe(0);
  });

  it('gives its containers no root, no writable root file system and no capability', () => {
    const ours = Object.values(compose.services).filter(({ command }) =>
      /^(serve|enrich)$/.test(command[0] ?? ''),
    );
    expect(ours).toHaveLength(2);
    for (const container of ours) {
      expect(container).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
      expect(container.security_opt).toContain('no-new-privileges:true');
    }
    expect(readDeployFile('Dockerfile')).toMatch(/^USER node$/m);
  });
});

describe('kubernetes.yaml', () => {
  const { template, selector } = kubernetes.deployment.spec;
  const [container] = template.spec.containers;

  it('starts a gateway that answers callers with the secret', async () => {
    const secrets: Record<string, string | undefined> = {
      'wawp/instance-id': fixture.account().WAWP_INSTANCE_ID,
      'wawp/access-token': fixture.account().WAWP_ACCESS_TOKEN,
      'chat-avatar/secret': SECRET,
    };
    const environment = container.env.map(({ name, valueFrom: { secretKeyRef } }) => {
      return [name, secrets[`${secretKeyRef.name}/${secretKeyRef.key}`] ?? ''];
    });
    const [command, ...args] = here(container.args);
    expect(command).toBe('serve');
    await expectGateway(fixture.run({ ...fixture.account(), ...Object.fromEntries(environment) }, ...args));
  });

  it('routes the service to the pods, and probes paths of serve on their port', () => {
    expect(kubernetes.service.spec.selector).toEqual(selector.matchLabels);
    expect(template.metadata.labels).toEqual(selector.matchLabels);
    const [port] = container.ports;
    expect(port?.containerPort).toBe(DEFAULT_PORT);
    expect(kubernetes.service.spec.ports).toEqual([{ name: 'http', port: 80, targetPort: port?.name }]);
    for (const probe of [container.livenessProbe, container.readinessProbe])
      expect(probe.httpGet.port).toBe(port?.name);
  });

  it('probes paths that serve answers: while it drains, it is alive and not ready', async () => {
    const cli = fixture.run(fixture.account(), '--drain-seconds', '30');
    const origin = await started(cli);
    const probes = [container.livenessProbe, container.readinessProbe];
    const statuses = () =>
      Promise.all(probes.map(async ({ httpGet }) => (await fetch(origin + httpGet.path)).status));
    expect(await statuses()).toEqual([200, 200]);
    cli.process.kill('SIGTERM');
    await expect.poll(statuses).toEqual([200, 503]);
  });

  it('gives the pod no root, no token and no writable root file system, and time to drain', () => {
    expect(template.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true },
    });
    expect(template.spec.securityContext.runAsUser).toBeGreaterThan(0);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan(secondsToStop(container.args));
    // As long as the Service takes to notice: two probes.
    expect(drainSeconds(container.args)).toBeGreaterThanOrEqual(2 * container.readinessProbe.periodSeconds);
  });
});

describe('chat-avatar-serve.service', () => {
  const text = readDeployFile('chat-avatar-serve.service');

  it('starts a gateway as a user without privileges', async () => {
    const { Service } = parseUnit(text);
    expect(Service).toMatchObject({ NoNewPrivileges: 'true', ProtectSystem: 'strict' });
    expect(Service?.User).not.toMatch(/^(root)?$/);
    expect(Service?.ReadWritePaths).toBe(Service?.WorkingDirectory);
    const [program, script, command, ...args] = (Service?.ExecStart ?? '').split(' ');
    expect([program, script]).toEqual(['/usr/bin/node', 'node_modules/.bin/chat-avatar-server']);
    expect(command).toBe('serve');
    const environment = { ...fixture.account(), CHAT_AVATAR_SECRET: SECRET };
    await expectGateway(fixture.run(environment, ...args), '/api/chat-pictures');
  });

  it('passes the verification of systemd, where it is installed', async () => {
    expect(Object.keys(parseUnit(text))).toEqual(['Unit', 'Service', 'Install']);
    const analyze = findOnPath('systemd-analyze');
    if (analyze === undefined) return;
    const file = join(folder, 'chat-avatar-serve.service');
    await writeFile(file, text.replace('/usr/bin/node', process.execPath));
    const { stdout, stderr } = await run(analyze, ['verify', file]);
    expect(stdout + stderr).toBe('');
  });
});
