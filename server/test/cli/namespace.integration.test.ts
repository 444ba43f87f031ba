import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewaySource } from 'chat-avatar';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../test/support/startHttpServer.js';
import { faceOf, JOHN } from '../gateway/gateways.fixture.js';
import { prepareServe, started } from './serve.fixture.js';

let folder: string;

// Before the fixture, so that it runs last: the processes have ended then.
afterEach(() => rm(folder, { recursive: true }));

const { run, account } = prepareServe();
const FACES: Record<string, ReturnType<typeof faceOf>> = { 1: faceOf(0x336699), 2: faceOf(0x993366) };

let wawp: HttpServer;

/** What an instance may see of a person differs. */
beforeAll(async () => {
  wawp = await startHttpServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(FACES[instanceOf(request.url)]));
  });
});
afterAll(() => wawp.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'namespace-'));
  wawp.requests.length = 0;
});

const instanceOf = (path = '/') => new URL(path, wawp.origin).searchParams.get('instance_id') ?? '';

/** Asks a gateway of an instance for a picture. Resolves to the path of its image, which has its hash. */
async function imageOf(instanceId: string, args: string[]) {
  const environment = { ...account(), WAWP_BASE_URL: wawp.origin, WAWP_INSTANCE_ID: instanceId };
  const baseUrl = await started(run(environment, '--store', join(folder, 'store'), ...args));
  const picture = await createGatewaySource({ baseUrl }).getChatPicture(JOHN);
  if (picture.status !== 'available') return picture.status;
  expect((await fetch(picture.url)).status).toBe(200);
  return new URL(picture.url).pathname;
}

it('two instances with one --namespace share their pictures', async () => {
  const args = ['--namespace', 'team-a'];
  const [one, two] = [await imageOf('1', args), await imageOf('2', args)];
  expect(one).toMatch(/^\/images\//);
  expect(two).toBe(one);
  expect(wawp.requests.map(instanceOf)).toEqual(['1']);
});

it.each([
  ['without --namespace', [], []],
  ['with two namespaces', ['--namespace', 'team-a'], ['--namespace', 'team-b']],
])('two instances %s see their own pictures', async (_, ofOne, ofTwo) => {
  const [one, two] = [await imageOf('1', ofOne), await imageOf('2', ofTwo)];
  expect(one).toMatch(/^\/images\//);
  expect(two).toMatch(/^\/images\//);
  expect(two).not.toBe(one);
  expect(wawp.requests.map(instanceOf)).toEqual(['1', '2']);
});
