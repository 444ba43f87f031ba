import { findChromium } from './chromium.js';
import { canInstallPackages, installPackages } from './installPackages.js';
import { runCommand } from './runCommand.js';

/** A browser alone shows boxes for most of the world's letters; the avatars are tested with all of them. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];
const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** Playwright's download may be there while the system libraries it needs are not: only starting it tells. */
async function starts(path) {
  if (!path) return false;
  if (process.platform !== 'linux') return true;
  return (await runCommand(path, ['--version'], { timeoutMs: 30_000 })).ok;
}

/**
 * Path of a Chromium that starts: one that is here already (then nothing is downloaded), Playwright's, or Debian's.
 *
 * @throws {Error} a sentence that says which command to run, when none of these can be had.
 */
export async function installChromium() {
  if (await starts(findChromium())) return findChromium();

  console.log('No Chromium found for the browser tests: installing one.');
  const download = await runCommand('playwright', ['install', 'chromium'], {
    live: true,
    timeoutMs: 10 * 60_000,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' },
  });
  if (download.ok && (await starts(findChromium()))) return findChromium();

  if (
    canInstallPackages() &&
    (await installPackages(...DEBIAN_PACKAGES)) &&
    (await starts(DEBIAN_CHROMIUM))
  ) {
    return DEBIAN_CHROMIUM;
  }
  throw new Error(
    'The browser tests need Chromium, and it could not be installed. Run `npx playwright install --with-deps chromium`, ' +
      'or `sudo apt-get install -y chromium` on Debian, or set CHROME_PATH to a Chromium or Chrome that is here.',
  );
}
