import { describe, expect, it } from 'vitest';
import { askUrl, emulatorWith, HOUR, JOHN, refreshUrl } from './emulator.fixture.js';

const pathOf = (url: string | null) => new URL(url ?? 'about:blank').pathname;

describe('the 24 h cache', () => {
  it('answers the same URL for 24 h, then the same picture under a new signature', async () => {
    const emulator = emulatorWith('picture');
    const first = await askUrl(emulator);
    emulator.clock.advance(24 * HOUR - 1);
    expect(await askUrl(emulator)).toBe(first);
    emulator.clock.advance(1);
    const second = await askUrl(emulator);
    expect(second).not.toBe(first);
    expect(pathOf(second)).toBe(pathOf(first));
  });

  it('holds an empty answer for 24 h too', async () => {
    const emulator = emulatorWith('none');
    expect(await askUrl(emulator)).toBeNull();
    emulator.setScenario(JOHN, 'picture');
    emulator.clock.advance(24 * HOUR - 1);
    expect(await askUrl(emulator)).toBeNull();
    emulator.clock.advance(1);
    expect(await askUrl(emulator)).toContain('https://pps.whatsapp.net/');
  });

  it('hides that a picture was hidden or changed until a refresh', async () => {
    const emulator = emulatorWith('picture');
    const first = await askUrl(emulator);
    emulator.setPicture(JOHN);
    expect(await askUrl(emulator)).toBe(first);
    const second = await refreshUrl(emulator);
    expect(pathOf(second)).not.toBe(pathOf(first));
    emulator.setScenario(JOHN, 'hidden');
    expect(await askUrl(emulator)).toBe(second);
    expect(await refreshUrl(emulator)).toBeNull();
    expect(await askUrl(emulator)).toBeNull();
  });

  it('issues a new signature on each refresh', async () => {
    const emulator = emulatorWith('picture');
    const urls = [await refreshUrl(emulator), await refreshUrl(emulator), await refreshUrl(emulator)];
    expect(new Set(urls).size).toBe(3);
    expect(new Set(urls.map(pathOf)).size).toBe(1);
    expect(await askUrl(emulator)).toBe(urls[2]);
  });

  it('uses the id as requested for its key, or the canonical id with cacheKey', async () => {
    const other = JOHN.replace('c.us', 's.whatsapp.net');
    const engine = emulatorWith('picture');
    expect(await askUrl(engine)).not.toBe(await askUrl(engine, other));
    const tidy = emulatorWith('picture', { cacheKey: 'canonical' });
    expect(await askUrl(tidy)).toBe(await askUrl(tidy, other));
    expect(await askUrl(tidy)).toBe(await askUrl(tidy, JOHN.replace('@', ':12@')));
  });

  it('is emptied for one chat, or for all', async () => {
    const emulator = emulatorWith('picture');
    const first = await askUrl(emulator);
    emulator.clearCache('972500000000@c.us');
    expect(await askUrl(emulator)).toBe(first);
    emulator.clearCache(JOHN);
    const second = await askUrl(emulator);
    expect(second).not.toBe(first);
    emulator.clearCache();
    expect(await askUrl(emulator)).not.toBe(second);
  });

  it('answers empty for a broadcast', async () => {
    const emulator = emulatorWith('picture');
    expect(await askUrl(emulator, 'status@broadcast')).toBeNull();
  });

  it('does not delay a scenario with a special URL', async () => {
    const emulator = emulatorWith('picture');
    await askUrl(emulator);
    emulator.setScenario(JOHN, 'http-url');
    expect(await askUrl(emulator)).toMatch(/^http:/);
    emulator.setScenario(JOHN, 'picture');
    expect(await askUrl(emulator)).toMatch(/^https:/);
  });
});

describe('the refresh rate limit', () => {
  it('answers empty after five refreshes a minute, which destroys a good picture for 24 h', async () => {
    const emulator = emulatorWith('picture');
    for (let count = 0; count < 5; count += 1) expect(await refreshUrl(emulator)).not.toBeNull();
    expect(await refreshUrl(emulator)).toBeNull();
    emulator.clock.advance(23 * HOUR);
    expect(await askUrl(emulator)).toBeNull();
    expect(await refreshUrl(emulator)).not.toBeNull();
  });

  it('limits all chats together by rateLimit, and counts only refreshes', async () => {
    const emulator = emulatorWith('picture', { rateLimit: { limit: 3 }, unknownChats: 'picture' });
    const ids = ['447000000001@c.us', '447000000002@c.us', '447000000003@c.us', '447000000004@c.us'];
    for (const id of ids) expect(await askUrl(emulator, id)).not.toBeNull();
    const answers = [];
    for (const id of ids) answers.push(await refreshUrl(emulator, id));
    expect(answers.map((url) => url === null)).toEqual([false, false, false, true]);
    emulator.clock.advance(60_000);
    expect(await refreshUrl(emulator, ids[3])).not.toBeNull();
  });

  it('limits one chat by chatRateLimit, in its own window', async () => {
    const emulator = emulatorWith('picture', { chatRateLimit: { limit: 1, windowMs: 1000 } });
    expect(await refreshUrl(emulator)).not.toBeNull();
    expect(await refreshUrl(emulator)).toBeNull();
    emulator.clock.advance(1000);
    expect(await refreshUrl(emulator)).not.toBeNull();
  });

  it('answers every refresh empty in the scenario rate-limited', async () => {
    const emulator = emulatorWith('rate-limited');
    expect(await askUrl(emulator)).not.toBeNull();
    expect(await refreshUrl(emulator)).toBeNull();
    expect(await askUrl(emulator)).toBeNull();
  });

  it('changes the picture on each refresh in the scenario changes-on-refresh', async () => {
    const emulator = emulatorWith('changes-on-refresh');
    const urls = [await askUrl(emulator), await refreshUrl(emulator), await refreshUrl(emulator)];
    expect(new Set(urls.map(pathOf)).size).toBe(3);
  });
});
