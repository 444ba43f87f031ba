import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeViolations } from './axeViolations.js';
import { launchChromium } from './launchChromium.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const PAGE = `<!doctype html><html><head><title>Faults</title></head><body><main><h1>Faults</h1><img src="data:,">
<p style="color: #999; background: #fff">pale</p></main></body></html>`;

it('names the rule and the element of each fault, of the whole page or of a part, and again after the page is loaded anew', async () => {
  const page = await browser.newPage();
  const faults = ['color-contrast: p', 'html-has-lang: html', 'image-alt: img'];
  for (const _ of ['first', 'again']) {
    await page.goto('about:blank');
    await page.setContent(PAGE);
    expect((await axeViolations(page)).sort()).toEqual(faults);
  }
  expect(await axeViolations(page, { within: 'main', rules: { 'image-alt': { enabled: false } } })).toEqual([
    'color-contrast: p',
  ]);
});

it('finds the contrast of the colours that the page has at the time', async () => {
  const page = await browser.newPage({ colorScheme: 'light' });
  await page.setContent(
    `<!doctype html><html lang="en"><head><title>Dark</title><style>@media (prefers-color-scheme: dark) { p { color: #ccc } }</style></head>
    <body><main><h1>Dark</h1><p>text</p></main></body></html>`,
  );
  expect(await axeViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeViolations(page)).toEqual(['color-contrast: p']);
});
