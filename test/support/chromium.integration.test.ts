import { type Browser, chromium, type LaunchOptions } from 'playwright';
import { afterEach, describe, expect, it } from 'vitest';
import { chromiumLaunchOptions } from './chromium.js';

let browser: Browser;

afterEach(() => browser?.close());

async function launch(options: LaunchOptions) {
  browser = await chromium.launch(options);
  return browser.newBrowserCDPSession();
}

/** The features that count: those of the last switch. */
async function disabledFeatures(options: LaunchOptions): Promise<string[]> {
  const session = await launch(options);
  const { arguments: switches } = await session.send('Browser.getBrowserCommandLine');
  const list = switches.findLast((text) => text.startsWith('--disable-features='));
  await browser.close();
  return list?.split('=')[1]?.split(',') ?? [];
}

describe('chromiumLaunchOptions', () => {
  it('switches off what Playwright does', async () => {
    const { executablePath } = chromiumLaunchOptions();
    const usual = await disabledFeatures({ executablePath, args: ['--no-sandbox', '--enable-automation'] });
    expect(usual.length).toBeGreaterThan(0);
    const args = [...chromiumLaunchOptions().args, '--enable-automation'];
    const ours = await disabledFeatures({ executablePath, args });
    expect(ours).toEqual(expect.arrayContaining(usual));
  });

  it('loads no popup of the address bar', async () => {
    const session = await launch(chromiumLaunchOptions());
    const page = await browser.newPage();
    await page.setContent('<p>alone</p>');
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{}] });
    const urls = targetInfos.map(({ url }) => url);
    expect(urls).toContain('about:blank');
    expect(urls.filter((url) => url.startsWith('chrome://omnibox-popup'))).toEqual([]);
  });
});
