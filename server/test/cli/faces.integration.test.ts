import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ChatId, parseChatId } from 'chat-avatar/wawp';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { axeViolations } from '../../../test/support/axeViolations.js';
import { launchChromium } from '../../../test/support/launchChromium.js';
import { photograph } from '../../../test/support/photographs.js';
import { startRedis } from '../../../test/support/redis.js';
import { describeImage, nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { runCli } from './runCli.js';
import { storePicture } from './storedPictures.fixture.js';

const ANNA = parseChatId('201234567890@c.us');
const EVIL = parseChatId('5511987654321@c.us');
const CARL = parseChatId('4915112345678@c.us');
const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 23, 7, 30);
const EVIL_NAME = `<img src=x onerror="alert(1)">&"'</li><script>alert(2)</script>`;

/** In the page: what is cut off or beyond the edge, and targets under 24 px. A label belongs to its field. */
const LOST = `[...document.querySelectorAll('body *')].flatMap((element) => {
  const { width, height, right } = element.getBoundingClientRect();
  const card = element.closest('li')?.getBoundingClientRect().right ?? innerWidth;
  const isTarget = element.matches('a, button, input:not([type=checkbox]), label');
  const faults = [];
  if (width > 0 && right > Math.min(card, innerWidth) + 0.5) faults.push('cut off');
  if (isTarget && Math.min(width, height) < 24) faults.push('small');
  return faults.map((fault) => fault + ': ' + element.outerHTML.slice(0, 80));
})`;

let photo: Buffer;
let browser: Browser;
let folder: string;
let place: string;

beforeAll(async () => {
  photo = await photograph(96);
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faces-'));
  place = join(folder, 'store');
  const store = new PictureStore((await openStorage(place)).storage);
  const image = describeImage(photo, { contentType: 'image/jpeg', width: 96, height: 96 });
  const face = (name: string) =>
    nextRecord(undefined, { status: 'available', image }, { now: NOW - DAY, name, keep: true });
  const put = (chatId: ChatId, name: string) => store.put(chatId, face(name), photo);
  await put(ANNA, 'Anna Müller');
  await put(EVIL, EVIL_NAME);
  await store.put(EVIL, nextRecord(await store.get(EVIL), { status: 'restricted' }, { now: NOW }));
  await store.put(CARL, nextRecord(undefined, { status: 'none', reason: 'empty' }, { now: NOW }));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe('chat-avatar-server faces', () => {
  it('writes a self-contained page that passes axe in light, dark and print', async () => {
    const output = join(folder, 'faces.html');
    const { code, stdout, stderr } = await runCli('faces', '--store', place, '--output', output).ended;
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `2 faces in ${output}\n`, stderr: '' });
    expect(await readdir(folder)).toEqual(['faces.html', 'store']);

    for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { media: 'print' }] as const) {
      const page = await browser.newPage();
      const seen: string[] = [];
      page.on('request', (request) => seen.push(request.url().slice(0, 5)));
      page.on('dialog', (dialog) => seen.push(dialog.message()));
      page.on('console', (message) => seen.push(message.text()));
      await page.emulateMedia(look);
      await page.goto(pathToFileURL(output).href);
      expect(seen.filter((scheme) => scheme !== 'data:')).toEqual(['file:']);
      expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
        EVIL_NAME,
        'Anna Müller',
      ]);
      const [evil, anna] = await page.getByRole('listitem').allInnerTexts();
      expect(anna).toMatch(
        /201234567890@c\.us\s+First seen\s+2026-11-22 07:30\s+Last seen\s+2026-11-22 07:30$/,
      );
      expect(evil).toContain('Hidden since 2026-11-23 07:30');
      const widths = page
        .locator('img')
        .evaluateAll((images) =>
          images.map((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)),
        );
      expect(await widths).toEqual([96, 96]);
      expect(await axeViolations(page)).toEqual([]);
      await page.close();
    }
  });

  it('loses nothing on 320 px or with text of 200 %, has targets of 24 px, and keeps a Hebrew name over its dates', async () => {
    const store = new PictureStore((await openStorage(place)).storage);
    const image = describeImage(photo, { contentType: 'image/jpeg', width: 96, height: 96 });
    const hebrew = nextRecord(
      undefined,
      { status: 'available', image },
      { now: NOW, name: 'שרה כהן', keep: true },
    );
    await store.put(CARL, hebrew, photo);
    const cli = runCli('faces', '--store', place, '--serve', '--port', '0', '--page-size', '2');
    const [address] = await cli.printed(/http:\/\/127\.0\.0\.1:\d+\/\?secret=\S+/);
    for (const { width, text } of [
      { width: 320, text: 16 },
      { width: 400, text: 32 },
    ]) {
      const context = await browser.newContext({ viewport: { width, height: 640 } });
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Page.setFontSizes', { fontSizes: { standard: text, fixed: text } });
      await page.goto(address);
      for (;;) {
        expect(await page.evaluate(LOST), `${width} px`).toEqual([]);
        const next = page.getByRole('link', { name: 'Next page' });
        if ((await next.count()) === 0) break;
        await next.click();
      }
      await page.goto(`${new URL(address).origin}/?search=${encodeURIComponent('כהן')}`);
      const starts = await page
        .getByRole('listitem')
        .locator('h2, .id')
        .evaluateAll((lines) =>
          lines.map((line) => {
            const range = document.createRange();
            range.selectNodeContents(line);
            return Math.round(range.getBoundingClientRect().left);
          }),
        );
      expect(starts).toHaveLength(2);
      expect(new Set(starts).size).toBe(1);
      await context.close();
    }
    cli.process.kill('SIGTERM');
    expect(await cli.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('--serve serves the pages on loopback to callers with the secret', async () => {
    const cli = runCli('faces', '--store', place, '--serve', '--port', '0');
    const [address, origin = '', secret = ''] = await cli.printed(
      /(http:\/\/127\.0\.0\.1:\d+)\/\?secret=(\S+)/,
    );
    expect((await fetch(origin)).status).toBe(401);
    expect((await fetch(`${origin}/?secret=${secret}x`)).status).toBe(401);
    const headers = { authorization: `Bearer ${secret}` };
    expect((await fetch(`${origin}/etc/passwd`, { headers })).status).toBe(404);
    expect((await fetch(origin, { method: 'POST', headers })).status).toBe(405);
    const foreign = await new Promise<number | undefined>((resolve, reject) => {
      const options = { headers: { ...headers, host: `evil.example:${new URL(origin).port}` } };
      get(origin, options, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    expect(foreign).toBe(421);

    const page = await browser.newPage();
    await page.goto(address);
    expect(page.url()).toBe(`${origin}/`);
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      EVIL_NAME,
      'Anna Müller',
    ]);
    await expect
      .poll(() =>
        page
          .locator('img')
          .evaluateAll((images) => images.every((image) => (image as HTMLImageElement).naturalWidth === 96)),
      )
      .toBe(true);
    await page.getByLabel('Name or number').fill('anna');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['Anna Müller']);
    await page.goto(`${origin}/?hidden=1`);
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([EVIL_NAME]);
    await page.close();
    cli.process.kill('SIGTERM');
    expect(await cli.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('--serve does not write a chosen secret, which opens the gateway too, into a cookie for all ports', async () => {
    const chosen = 'a-secret-of-the-gateway;"';
    vi.stubEnv('CHAT_AVATAR_SECRET', chosen);
    const cli = runCli('faces', '--store', place, '--serve', '--port', '0');
    const [, origin = ''] = await cli.printed(/(http:\/\/127\.0\.0\.1:\d+)/);
    const address = `${origin}/?secret=${encodeURIComponent(chosen)}`;
    const signedIn = await fetch(address, { redirect: 'manual' });
    const [cookie = ''] = signedIn.headers.getSetCookie();
    expect([signedIn.status, cookie]).toEqual([303, expect.not.stringContaining(chosen.slice(0, 8))]);
    const statusWith = async (headers: Record<string, string>) => (await fetch(origin, { headers })).status;
    expect(await statusWith({ cookie: cookie.split(';', 1)[0] ?? '' })).toBe(200);
    expect(await statusWith({ authorization: `Bearer ${chosen}` })).toBe(200);
    expect(await statusWith({ cookie: `${cookie.split('=', 1)[0]}=${chosen}` })).toBe(401);
    cli.process.kill('SIGTERM');
    await cli.ended;
  });

  it('writes one page of many faces, and says how to get the others', async () => {
    const args = ['faces', '--store', place, '--output', join(folder, 'faces.html'), '--page-size', '1'];
    const { stdout } = await runCli(...args, '--page', '2').ended;
    expect(stdout).toBe(
      `1 face in ${join(folder, 'faces.html')}\nThis is page 2 of 2, of 2 faces. Use --page, --search or --serve for the others.\n`,
    );
    const html = await readFile(join(folder, 'faces.html'), 'utf8');
    expect(html).toContain('Anna Müller');
    expect(html).toContain('Page 2 of 2');
    expect(html.match(/<img /g)).toHaveLength(1);
    expect((await runCli(...args, '--search', 'müll').ended).stdout).toMatch(/^1 face in/);
  });

  it('removes control characters from a name and truncates it to 200 characters', async () => {
    const store = new PictureStore((await openStorage(place)).storage);
    const record = await store.get(ANNA);
    await store.put(ANNA, { ...record, name: `A\u202e\u001b[31m\u0000${'x'.repeat(100_000)}` } as never);
    const { stdout } = await runCli('faces', '--store', place, '--output', '-').ended;
    for (const character of ['\u0000', '\u001b', '\u202e']) expect(stdout).not.toContain(character);
    expect(stdout).toMatch(/>A \[31m x{192}…</);
  });

  it('--serve answers 503 and prints one line when the store goes down', async () => {
    const redis = await startRedis();
    await storePicture(redis.url, ANNA, photo);
    const cli = runCli('faces', '--store', redis.url, '--serve', '--port', '0');
    const [, origin = '', secret = ''] = await cli.printed(/(http:\/\/127\.0\.0\.1:\d+)\/\?secret=(\S+)/);
    const headers = { authorization: `Bearer ${secret}` };
    expect((await fetch(origin, { headers })).status).toBe(200);
    await redis.stop();
    const page = await fetch(origin, { headers });
    expect([page.status, await page.text()]).toEqual([503, expect.stringMatching(/picture store/)]);
    cli.process.kill('SIGTERM');
    const { code, stderr } = await cli.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^The picture store [^\n]*\n$/);
  });

  it('fails with a clear message if the output file cannot be written, before it reads the store', async () => {
    const output = join(folder, 'no', 'such', 'folder.html');
    const { code, stderr } = await runCli('faces', '--store', join(folder, 'typo'), '--output', output).ended;
    expect(code).toBe(1);
    expect(stderr).toBe(
      `--output: ${output} cannot be written (ENOENT). Check the folder and its permissions.\n`,
    );
  });
});

describe('chat-avatar-server forget', () => {
  it('erases one chat, lists the erased keys, and keeps a picture shared with another chat', async () => {
    const first = await runCli('forget', `${ANNA.replace('@c.us', '@s.whatsapp.net')}`, '--store', place)
      .ended;
    expect(first.code).toBe(0);
    expect(first.stdout).toContain(`Erased ${ANNA} from ${place}: its record.`);
    expect(first.stdout).toContain(`another chat has the same one: ${EVIL}.`);
    const second = await runCli('forget', EVIL, '--store', place, '--json').ended;
    expect(JSON.parse(second.stdout)).toMatchObject({ chatId: EVIL, records: 1, pictures: 1, shared: 0 });
    expect(await readdir(place, { recursive: true })).not.toContain('images');
    const third = await runCli('forget', EVIL, '--store', place).ended;
    expect(third).toMatchObject({ code: 0, stdout: `Nothing is stored about ${EVIL} in ${place}.\n` });
    const record = await readFile(join(place, 'chats', CARL), 'utf8');
    expect(JSON.parse(record).status).toBe('none');
  });

  it('erases a chat with an unreadable record, and reports the pictures of that chat alone', async () => {
    const store = new PictureStore((await openStorage(place)).storage);
    const other = await photograph(96, 2);
    const image = describeImage(other, { contentType: 'image/jpeg', width: 96, height: 96 });
    await store.put(CARL, nextRecord(undefined, { status: 'available', image }, { now: NOW }), other);
    for (const chatId of [EVIL, CARL]) await writeFile(join(place, 'chats', chatId), '{"v":1,"sta');
    await rm(join(place, 'drafts'), { recursive: true, force: true });
    const shared = await runCli('forget', ANNA, '--store', place, '--json').ended;
    // The unreadable record of the other chat may point to the same picture.
    expect(JSON.parse(shared.stdout)).toMatchObject({ records: 1, pictures: 0, sharedWith: [EVIL] });
    const { code, stdout } = await runCli('forget', EVIL, '--store', place, '--json').ended;
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ records: 1, pictures: 1, sharedWith: [] }),
    ]);
    expect(await store.getImage(image.hash)).toEqual(new Uint8Array(other));
    expect(await readdir(join(place, 'images'))).toHaveLength(1);
  });

  it('--block prevents that the chat is stored again until --unblock, and nothing of its picture stays', async () => {
    const blocked = await runCli('forget', EVIL, '--store', place, '--block').ended;
    expect([blocked.code, blocked.stdout]).toEqual([0, expect.stringContaining('never stored again')]);
    const store = new PictureStore((await openStorage(place)).storage);
    expect(await store.get(EVIL)).toMatchObject({ status: 'none', blocked: true });
    const again = await runCli('forget', EVIL, '--store', place).ended;
    expect([again.code, again.stdout]).toEqual([0, `Nothing is stored about ${EVIL} in ${place}.\n`]);
    expect(await store.get(EVIL)).toMatchObject({ blocked: true });
    const { stdout } = await runCli('forget', EVIL, '--store', place, '--unblock').ended;
    expect(stdout).toBe(`${EVIL} may be stored again.\n`);
    expect(await store.get(EVIL)).toBeUndefined();
  });

  it.each([[[]], [['--json']]])(
    '--unblock erases nothing of a chat that is not blocked: %j',
    async (more) => {
      const store = new PictureStore((await openStorage(place)).storage);
      const before = await store.get(ANNA);
      const { code, stdout } = await runCli('forget', ANNA, '--store', place, '--unblock', ...more).ended;
      expect([code, stdout]).toEqual([
        0,
        more.length > 0
          ? expect.stringContaining('"records":0,"pictures":0')
          : `${ANNA} is not blocked. Nothing was erased.\n`,
      ]);
      expect(before).toMatchObject({ status: 'available' });
      expect(await store.get(ANNA)).toEqual(before);
    },
  );

  it('--block does not create a store where a typing mistake names none', async () => {
    const { code, stderr } = await runCli('forget', ANNA, '--store', `${place}-typo`, '--block').ended;
    expect([code, stderr]).toEqual([1, expect.stringContaining('there is no picture store in')]);
    expect(existsSync(`${place}-typo`)).toBe(false);
  });

  it('rejects an invalid chat id with a hint', async () => {
    const { code, stderr } = await runCli('forget', '201234567890', '--store', place).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('use "201234567890@c.us"');
  });
});
