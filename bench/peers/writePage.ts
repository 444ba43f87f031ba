import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import sharp from 'sharp';
import { versionOf } from '../harness/build.js';
import { openBrowser } from '../harness/page/browser.js';
import { send, serve } from '../harness/page/site.js';
import { benchFolder } from '../harness/paths.js';
import { htmlOf, type PeerOfPage, type Shot } from './html.js';
import type { peersPage } from './main.js';
import { PICTURE } from './picture.js';
import { ROWS, type RowId } from './rows.js';

declare global {
  interface Window {
    peersPage: typeof peersPage;
  }
}

/** The module of each component, and the package whose version is shown. */
const PEERS = {
  ours: undefined,
  radix: '@radix-ui/react-avatar',
  base: '@base-ui/react',
  mui: '@mui/material',
  mantine: '@mantine/core',
  fluent: '@fluentui/react-avatar',
  antd: 'antd',
  compound: '@vector-im/compound-web',
} as const;

const SCALE = 2;
const SETTLED_MS = 400;

/**
 * Takes pictures of chat-avatar and seven peers side by side, and writes them with their words to `peers.html`, one file that
 * needs no other.
 */
export async function writePeersPage(): Promise<string> {
  const shots: Shot[] = [];
  const peers: PeerOfPage[] = [];
  const browser = await openBrowser({ deviceScaleFactor: SCALE });
  try {
    for (const [id, from] of Object.entries(PEERS)) {
      const { script, styles } = await buildPeer(id);
      const site = await serve({
        '/script.js': (_, response) => send(response, 'text/javascript; charset=utf-8', script),
        '/face.svg': (_, response) => send(response, 'image/svg+xml', PICTURE),
        '/page': (_, response) => send(response, 'text/html; charset=utf-8', pageOf(styles)),
      });
      const page = await browser.context.newPage();
      await page.goto(`${site.origin}/page`);
      const label = await page.evaluate(() => window.peersPage.label);
      peers.push({ id, label, version: from ? versionOf(from) : 'this repository' });
      for (const row of Object.keys(ROWS) as RowId[]) {
        const exists = await page.evaluate((shown) => window.peersPage.show(shown, shown === 'dark'), row);
        await page.waitForTimeout(SETTLED_MS);
        const png = await page.locator('.row').screenshot({ omitBackground: true });
        const { width = 0, height = 0 } = await sharp(png).metadata();
        const webp = exists ? await sharp(png).webp({ lossless: true }).toBuffer() : undefined;
        shots.push({ peer: id, row, webp, width: width / SCALE, height: height / SCALE });
      }
      await page.close();
      await site.close();
    }
  } finally {
    await browser.close();
  }
  const file = join(benchFolder, 'peers.html');
  const taken = new Date().toLocaleDateString('en-GB', { dateStyle: 'long' });
  await writeFile(file, htmlOf(shots, peers, taken));
  return `${file} (${Math.round((await readFile(file)).length / 1024)} kB)`;
}

async function buildPeer(id: string) {
  const { outputFiles } = await build({
    absWorkingDir: benchFolder,
    entryPoints: ['peers/main.tsx'],
    alias: {
      peer: join(benchFolder, 'peers/faces', `${id}.tsx`),
      'chat-avatar/styles.css': join(benchFolder, '../src/avatar/styles.css'),
      'chat-avatar': join(benchFolder, '../src/index.ts'),
      // One React for the sources of the repository and for the peers.
      ...Object.fromEntries(
        ['react', 'react-dom', '@tanstack/react-query'].map((name) => [
          name,
          join(benchFolder, 'node_modules', name),
        ]),
      ),
    },
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'dataurl', '.woff': 'dataurl', '.svg': 'dataurl', '.png': 'dataurl' },
    tsconfigRaw: {},
    outdir: 'out',
    logLevel: 'error',
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: textOf('.js'), styles: textOf('.css') };
}

const pageOf = (
  styles: string,
) => `<!doctype html><meta charset=utf-8><title>peers</title><link rel=icon href="data:,"><style>
${styles}</style><style>html,body{margin:0;background:none;color:CanvasText;font:16px/1.5 "Noto Sans",sans-serif}
.row{display:inline-flex;flex-wrap:wrap;gap:6px;align-items:center;padding:4px 2px;max-width:152px}.fui-FluentProvider{background:none!important}</style>
<body><script src="/script.js"></script>`;
