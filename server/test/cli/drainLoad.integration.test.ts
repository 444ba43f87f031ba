import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createGatewaySource } from 'chat-avatar';
import { expect, it } from 'vitest';
import type { CliRun } from './runCli.js';
import { LOCAL, prepareServe, started } from './serve.fixture.js';

const fixture = prepareServe();
const CLIENTS = 64;

/** As many as the system keeps for one listener: Node asks for 511, to which Linux adds one, and which it may limit. */
const BACKLOG = Math.min(511, somaxconn()) + 1;

function somaxconn(): number {
  try {
    return Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
  } catch {
    return 128;
  }
}

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** One request. Rejects if the answer is cut. */
function ask(url: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      const { statusCode: status, headers } = response;
      buffer(response).then((body) => resolve({ status, headers, body }), reject);
    }).on('error', reject);
  });
}

/** The URLs of a picture document and of its image, both answered once before. */
async function warmUrls(origin: string) {
  const { id } = fixture.emulator.chats.find(({ scenario }) => scenario === 'picture') ?? { id: '' };
  const picture = await createGatewaySource({ baseUrl: origin }).getChatPicture(id);
  if (picture.status !== 'available') throw new Error(`The picture of the test is ${picture.status}.`);
  return [`${origin}/pictures?chatId=${id}`, new URL(picture.url, origin).href];
}

/** How many requests the process has taken, by its log. */
const logged = (cli: CliRun) => cli.output().match(/"msg":"request"/g)?.length ?? 0;

it('answers every request of 64 clients that never pause, while it drains and when its port closes', async () => {
  const cli = fixture.run(fixture.account(), '--drain-seconds', '1', '--log-level', 'debug', ...LOCAL);
  const origin = await started(cli);
  const urls = await warmUrls(origin);
  const prober = new Agent({ keepAlive: true });
  const expected = await Promise.all(urls.map(async (url) => (await ask(url, prober)).body));

  const before = logged(cli);
  let isDraining = false;
  let sent = 0;
  const wrong: unknown[] = [];
  const kept = new Set<string | undefined>();
  const errors: unknown[] = [];
  const work = async (_: unknown, client: number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const url = urls[client % urls.length] ?? '';
    try {
      while (true) {
        const mustClose = isDraining;
        const { status, headers, body } = await ask(url, agent);
        sent += 1;
        if (mustClose) kept.add(headers.connection);
        if (status !== 200 || !expected[client % urls.length]?.equals(body)) wrong.push([url, status]);
      }
    } catch (thrown) {
      errors.push((thrown as NodeJS.ErrnoException).code);
    }
    agent.destroy();
  };
  const working = Array.from({ length: CLIENTS }, work);
  await expect.poll(() => sent).toBeGreaterThan(CLIENTS);
  cli.process.kill('SIGTERM');
  await expect.poll(() => cli.output()).toContain('stopping');
  isDraining = true;
  await Promise.all(working);
  prober.destroy();

  expect((await cli.ended).code).toBe(0);
  // Each client ends with the request that finds no listener any more. On a busy machine one may connect at the very moment of the close.
  expect(errors).toHaveLength(CLIENTS);
  for (const code of errors) expect(code).toMatch(/^ECONN(REFUSED|RESET)$/);
  expect(wrong).toEqual([]);
  expect([...kept]).toEqual(['close']);
  expect(logged(cli) - before).toBe(sent);
});

/** A connection with one request on it, and everything that comes back until it is closed. */
function rawRequest(origin: string) {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (more) => {
    text += more;
  });
  const closed = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(text)).on('error', ({ message }) => resolve(message));
  });
  return { socket, closed, send: () => socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n') };
}

it.each([1, CLIENTS, BACKLOG])(
  'answers %i requests that wait in the queue of the system when the port closes',
  async (count) => {
    const cli = fixture.run(fixture.account(), ...LOCAL);
    const origin = await started(cli);
    // The process meets the signal and the connections at the same time.
    cli.process.kill('SIGSTOP');
    const requests = Array.from({ length: count }, () => rawRequest(origin));
    await Promise.all(requests.map(({ socket }) => once(socket, 'connect')));
    for (const { send } of requests) send();
    cli.process.kill('SIGTERM');
    cli.process.kill('SIGCONT');
    const answers = await Promise.all(requests.map(({ closed }) => closed));
    expect(answers.filter((answer) => !/^HTTP\/1\.1 200 .*"ok"/s.test(answer))).toEqual([]);
    expect((await cli.ended).code).toBe(0);
  },
);

it('answers requests that it has not read when it stops, on connections that were idle', async () => {
  const cli = fixture.run(fixture.account(), ...LOCAL);
  const origin = await started(cli);
  const requests = Array.from({ length: CLIENTS }, () => rawRequest(origin));
  for (const { socket, send } of requests) {
    send();
    await once(socket, 'data');
  }
  cli.process.kill('SIGSTOP');
  for (const { send } of requests) send();
  cli.process.kill('SIGTERM');
  cli.process.kill('SIGCONT');
  const answers = await Promise.all(requests.map(({ closed }) => closed));
  expect(answers.filter((answer) => answer.match(/HTTP\/1\.1 200 /g)?.length !== 2)).toEqual([]);
  expect((await cli.ended).code).toBe(0);
});
