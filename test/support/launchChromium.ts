import { type Browser, chromium } from 'playwright';
import { chromiumLaunchOptions } from './chromium.js';
import { EVENTUALLY } from './eventually.js';

/** A Chromium that is driven from Node. `args`: further arguments of it. */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const options = chromiumLaunchOptions();
  return withPatience(await chromium.launch({ ...options, args: [...options.args, ...args] }));
}

/** Gives each context of the browser the time of {@link EVENTUALLY} for an action. Playwright gives up after 30 s. */
export function withPatience(browser: Browser): Browser {
  const newContext = browser.newContext.bind(browser);
  // `browser.newPage` calls it too.
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(EVENTUALLY.timeout);
    return context;
  };
  return browser;
}
