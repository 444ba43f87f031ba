import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stubSource } from '../support/sources.js';
import { FACE, gatewayOf, JOHN } from './gateways.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cooldown-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the cool-down of gateways on one folder', () => {
  it('is one for all, and over when the clock of the gateway says so', async () => {
    let time = Date.parse('2026-11-01T12:00:00Z');
    const source = stubSource(() => FACE);
    const open = () =>
      gatewayOf({ source, now: () => time, storage: createStorage({ driver: fsDriver({ base: folder }) }) });
    const [one, other] = [open(), open()];
    expect((await one.refresh(JOHN)).status).toBe(200);
    expect((await other.refresh(JOHN)).status).toBe(429);
    expect(source.refreshes()).toBe(1);
    time += 60_000;
    expect((await one.refresh(JOHN)).status).toBe(200);
    expect(source.refreshes()).toBe(2);
  });
});
