import { createGatewaySource } from 'chat-avatar';
import { expect, it } from 'vitest';
import { startHttpServer } from '../../../test/support/startHttpServer.js';
import { slowWebp } from '../images/slowWebp.js';
import { LOCAL, prepareServe, started, startSlowWawp } from './serve.fixture.js';

const { run, account } = prepareServe();

/** The tests have one store, and an answer is stored for a day. */
let nextChat = 201234567890;

/** A gateway with one request that Wawp has not answered yet. */
async function withOpenRequest() {
  const { wawp, release } = await startSlowWawp();
  const cli = run({ ...account(), WAWP_BASE_URL: wawp.origin }, ...LOCAL);
  const asked = createGatewaySource({ baseUrl: await started(cli) }).getChatPicture(`${nextChat++}@c.us`);
  asked.catch(() => undefined);
  await expect.poll(() => wawp.requests).toHaveLength(1);
  return { cli, asked, release, wawp };
}

it.each<[string, NodeJS.Signals[]]>([
  ['SIGHUP, as when a terminal is closed', ['SIGHUP']],
  ['SIGTERM twice, as from a service manager and a wrapper', ['SIGTERM', 'SIGTERM']],
  ['SIGINT twice, as from Ctrl+C under npx', ['SIGINT', 'SIGINT']],
])('answers open requests after %s', async (_, signals) => {
  const { cli, asked, release, wawp } = await withOpenRequest();
  for (const signal of signals) {
    cli.process.kill(signal);
    await expect.poll(() => cli.output()).toContain('stopping');
  }
  release.resolve();
  expect(await asked).toMatchObject({ status: 'none' });
  expect((await cli.ended).code).toBe(0);
  await wawp.close();
});

it('ends at once after another Ctrl+C', async () => {
  const { cli, asked, release, wawp } = await withOpenRequest();
  const pressAgain = () => {
    cli.process.kill('SIGINT');
    return cli.process.signalCode;
  };
  await expect.poll(pressAgain).toBe('SIGINT');
  await expect(asked).rejects.toMatchObject({ code: 'network' });
  release.resolve();
  await wawp.close();
});

it('ends in the middle of pictures that take long to decode, before a service manager sends SIGKILL', async () => {
  const slow = await slowWebp();
  const cdn = await startHttpServer((_, response) => void response.end(slow));
  const wawp = await startHttpServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url: `${cdn.origin}/face.webp` }));
  });
  const cli = run({ ...account(), WAWP_BASE_URL: wawp.origin }, ...LOCAL);
  const source = createGatewaySource({ baseUrl: await started(cli) });
  const asked = Array.from({ length: 8 }, () => source.getChatPicture(`${nextChat++}@c.us`));
  for (const one of asked) one.catch(() => undefined);
  await expect.poll(() => cdn.requests).toHaveLength(asked.length);
  const stoppedAt = performance.now();
  cli.process.kill('SIGTERM');
  expect((await cli.ended).code).toBe(0);
  expect(performance.now() - stoppedAt).toBeLessThan(10_000);
  await cdn.close();
  await wawp.close();
});
