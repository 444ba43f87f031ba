import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, inject } from 'vitest';
import { withPatience } from '../../support/launchChromium.js';

export type Scheme = 'light' | 'dark';

const WIDTH = 900;
const HEIGHT = 800;

let browser: Promise<Browser> | undefined;

afterAll(async () => {
  await (await browser)?.close();
});

export interface OpenPage {
  page: Page;
  /** Errors and warnings of the console, exceptions, and requests that failed. */
  complaints: string[];
}

/** Opens an address in a browser context of its own, under a preference of the system for light or dark. */
export async function openPage(url: string, system: Scheme): Promise<OpenPage> {
  browser ??= chromium.connect(inject('chromium')).then(withPatience);
  const context = await (await browser).newContext({
    colorScheme: system,
    viewport: { width: WIDTH, height: HEIGHT },
  });
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // The page itself has cancelled it.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()} failed: ${reason}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.url()} answered ${response.status()}`);
  });
  const page = await context.newPage();
  await page.goto(url);
  return { page, complaints };
}
