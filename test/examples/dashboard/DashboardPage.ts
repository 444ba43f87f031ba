import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { axeViolations } from '../../support/axeViolations.js';
import { launchChromium } from '../../support/launchChromium.js';
import { watchPage } from '../watchPage.js';

/** A dashboard in a browser, shared by the tests of one file; `open` starts each test with a fresh context. */
export class DashboardPage {
  page!: Page;
  watched!: ReturnType<typeof watchPage>;
  readonly origin: string;
  readonly #browser: Browser;

  private constructor(origin: string, browser: Browser) {
    this.origin = origin;
    this.#browser = browser;
  }

  /** `args`: further arguments of Chromium. */
  static async launch(origin: string, args: string[] = []): Promise<DashboardPage> {
    return new DashboardPage(origin, await launchChromium(args));
  }

  /** `prepare` runs before the page loads. */
  async open(
    options: BrowserContextOptions & { hash?: string; prepare?: (page: Page) => Promise<unknown> } = {},
  ): Promise<Page> {
    const { hash = '', prepare, ...contextOptions } = options;
    const context = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
      ...contextOptions,
    });
    this.page = await context.newPage();
    this.watched = watchPage(this.page);
    await prepare?.(this.page);
    await this.page.goto(`${this.origin}/${hash}`);
    return this.page;
  }

  violations(): Promise<string[]> {
    return axeViolations(this.page);
  }

  /** The name of the element that has the focus. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const { activeElement: element } = document;
      return (
        element?.getAttribute('aria-label') || element?.getAttribute('title') || element?.textContent || ''
      );
    });
  }

  /** The saved query cache, as text. */
  saved(): Promise<string> {
    return this.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const opening = indexedDB.open('keyval-store');
          opening.onerror = () => resolve('');
          opening.onsuccess = () => {
            const { result: database } = opening;
            if (!database.objectStoreNames.contains('keyval')) return resolve('');
            const reading = database.transaction('keyval').objectStore('keyval').get('agent-dashboard-cache');
            reading.onsuccess = () => {
              database.close();
              resolve(reading.result ?? '');
            };
          };
        }),
    );
  }

  closePage = async () => {
    await this.page?.context().close();
  };

  close = () => this.#browser.close();
}
