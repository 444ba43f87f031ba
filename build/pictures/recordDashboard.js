// Takes the pictures of the README, docs/states.webp and docs/pictures: npm run pictures
//
// The states of the avatar, and the dashboard on an emulator of its own: light and dark at twice the pixels, and a short animation. People, messages and faces
// are the same each time.
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { chromium } from 'playwright';
import sharp from 'sharp';
import { buildLibrary } from '../../examples/agent-dashboard/server/build/buildLibrary.js';
import { buildPages } from '../../examples/agent-dashboard/server/build/buildPages.js';
import { chromiumLaunchOptions } from '../../test/support/chromium.js';
import { createFilm } from './createFilm.js';
import { playScenes } from './playScenes.js';

const DOCS = resolve(import.meta.dirname, '../../docs');
const FOLDER = resolve(DOCS, 'pictures');
const STILL = { width: 1440, height: 900 };
const FILM = { width: 1120, height: 630 };

await buildLibrary();
// Imports the packages by their public names, which lead to the builds.
const { serveDemo } = await import('./serveDemo.js');
const { takeStates } = await import('./takeStates.js');
await mkdir(FOLDER, { recursive: true });
const demo = await serveDemo(await buildPages());
const browser = await chromium.launch(chromiumLaunchOptions());
try {
  const states = resolve(DOCS, 'states.webp');
  print(states, await takeStates(browser, states));
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: STILL, deviceScaleFactor: 2, colorScheme });
    await page.goto(demo.origin);
    await allPainted(page);
    const picture = await page.screenshot({ animations: 'disabled' });
    const file = resolve(FOLDER, `dashboard-${colorScheme}.webp`);
    print(file, await sharp(picture).webp({ quality: 72, effort: 6, smartSubsample: true }).toFile(file));
    await page.close();
  }

  const page = await browser.newPage({ viewport: FILM, deviceScaleFactor: 1.5, colorScheme: 'light' });
  const film = createFilm(page);
  await playScenes(page, demo, film);
  const file = resolve(FOLDER, 'dashboard.webp');
  print(file, await film.save(file));
} finally {
  await browser.close();
  await demo.close();
}

/** All faces in view have their picture, or have none. */
async function allPainted(page) {
  await page.getByRole('option').first().waitFor();
  await page.waitForFunction(() => {
    const pending = [...document.querySelectorAll('[data-chat-avatar][data-state="pending"]')];
    return pending.every((face) => face.getBoundingClientRect().top > innerHeight);
  });
}

function print(file, { width, height, pageHeight = height, size }) {
  console.log(`${file}: ${width}×${pageHeight}, ${(size / 1000).toFixed(0)} kB`);
}
