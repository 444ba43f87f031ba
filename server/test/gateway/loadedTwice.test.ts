import { afterEach, expect, it, vi } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { FACE, JOHN, only } from './gateways.fixture.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A gateway from its own copy of the package, as in a framework that bundles pages and routes separately. */
async function gatewayOfAnotherCopy(source: ReturnType<typeof stubSource>, basePath = '/') {
  vi.resetModules();
  const { gatewayOf } = await import('./gateways.fixture.js');
  return gatewayOf({ source, basePath });
}

const urlOfJohn = async (gateway: Awaited<ReturnType<typeof gatewayOfAnotherCopy>>): Promise<string> =>
  (await only(gateway.get(JOHN))).picture.url;

it('two copies of the package share pictures and secret for one source and path', async () => {
  const source = stubSource(() => FACE);
  const forPages = await gatewayOfAnotherCopy(source);
  const forRoutes = await gatewayOfAnotherCopy(source);
  const url = await urlOfJohn(forPages);
  expect((await forRoutes.at(url)).status).toBe(200);
  expect(await urlOfJohn(forRoutes)).toBe(url);
  expect(source.asked(JOHN)).toBe(1);
});

it('gateways at different paths share nothing', async () => {
  const source = stubSource(() => FACE);
  const one = await gatewayOfAnotherCopy(source, '/one');
  await gatewayOfAnotherCopy(source, '/two');
  const { picture } = await only(one.at(`/one/pictures?chatId=${JOHN}`));
  const other = await gatewayOfAnotherCopy(source, '/two');
  expect((await other.at(picture.url.replace('/one', '/two'))).status).toBe(403);
});

it('two gateways from one copy have separate memory, except in Next.js', async () => {
  const source = stubSource(() => FACE);
  vi.resetModules();
  const { gatewayOf } = await import('./gateways.fixture.js');
  const first = gatewayOf({ source });
  const url = await urlOfJohn(first);
  expect((await gatewayOf({ source }).at(url)).status).toBe(403);
  vi.stubEnv('NEXT_RUNTIME', 'nodejs');
  const second = gatewayOf({ source });
  const third = gatewayOf({ source });
  expect((await third.at(await urlOfJohn(second))).status).toBe(200);
});
