import { createGatewaySource } from 'chat-avatar';
import { expect, it } from 'vitest';
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
  await expect.poll(() => wawp.requests, { timeout: 20_000 }).toHaveLength(1);
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
    await expect.poll(() => cli.output(), { timeout: 20_000 }).toContain('stopping');
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
  await expect.poll(pressAgain, { timeout: 20_000 }).toBe('SIGINT');
  await expect(asked).rejects.toMatchObject({ code: 'network' });
  release.resolve();
  await wawp.close();
});
