import { StoreError } from '../StoreError.js';

/**
 * Lazy loading. Imports the driver of a store when a place of its kind is opened, so that other stores do not need its
 * package.
 *
 * @throws {StoreError} `missing-package`, with the command that installs the package.
 */
export async function importDriver<T>(kind: string, packageName: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new StoreError(
      'missing-package',
      `A picture store on ${kind} needs the package ${packageName}, which cannot be loaded. ` +
        `Run \`npm install ${packageName}\`, or name a folder.`,
      cause,
    );
  }
}
