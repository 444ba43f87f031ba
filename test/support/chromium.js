// Finds the Chromium that the browser tests run in. Plain JavaScript, because Node runs it before anything is built.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of a Chromium that is already here, or `undefined`: `CHROME_PATH`, then Playwright's own, then the system's. */
export function findChromium() {
  return [process.env.CHROME_PATH, chromium.executablePath(), ...SYSTEM_PATHS].find(
    (path) => path && existsSync(path),
  );
}

/** For pages whose screenshots are compared: letters, colours and edges are the same on each machine. */
export const SAME_PIXELS = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'];

/** What Playwright switches off. Of two lists Chromium reads the last one alone, so that ours repeats it. */
const SWITCHED_OFF_BY_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

/**
 * The popups of the address bar are pages. Chromium loads two of them for each window, and thereby for each browser context, which takes
 * 0.5 s of a core: as much as all else that a context needs.
 */
const POPUPS_OF_THE_ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];

/** Launch options for Playwright: quiet, and without the calls home that a closed network would refuse. */
export function chromiumLaunchOptions() {
  return {
    executablePath: findChromium(),
    args: [
      `--disable-features=${[...SWITCHED_OFF_BY_PLAYWRIGHT, ...POPUPS_OF_THE_ADDRESS_BAR].join()}`,
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
