import { resolve } from 'node:path';
import { replaceFile } from '../../../lib/replaceFile.js';
import { PictureStore } from '../../../store/PictureStore.js';
import type { StorageAdapter } from '../../../store/storage/StorageAdapter.js';
import { CliError } from '../../shared/CliError.js';
import { cannotWrite } from '../../shared/requireWritable.js';
import { FaceIndex, type FacePage, type FaceQuery } from './FaceIndex.js';
import { facesPage } from './facesPage.js';
import { Thumbnails } from './Thumbnails.js';

/**
 * Writes one page of faces with its thumbnails inline, to a file or to stdout (`-`).
 *
 * @throws {StoreError}; {CliError} if the file cannot be written.
 */
export async function writeFaces(
  storage: StorageAdapter,
  query: FaceQuery,
  output: string,
): Promise<FacePage> {
  const page = await new FaceIndex(storage).query(query);
  const thumbnails = new Thumbnails(new PictureStore(storage));
  const images = new Map<string, string>();
  await Promise.all(
    page.faces.map(async ({ hash }) => {
      const bytes = await thumbnails.get(hash);
      if (bytes) images.set(hash, `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`);
    }),
  );
  const html = facesPage(page, { imageOf: ({ hash }) => images.get(hash), isServed: false, now: Date.now() });
  if (output === '-') process.stdout.write(html);
  else await writeFile(resolve(output), html);
  return page;
}

/** Readable by this user only, because the page contains the pictures. */
async function writeFile(path: string, html: string): Promise<void> {
  try {
    await replaceFile(path, html, 0o600);
  } catch (thrown) {
    throw new CliError(cannotWrite('--output', path, thrown));
  }
}
