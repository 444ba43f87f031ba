import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/** The project that both tarballs are installed in. It is locked to the versions that the suite runs with. */
export const consumer = inject('consumer');

interface Manifest {
  bin?: Record<string, string>;
  dependencies: Record<string, string>;
  peerDependencies?: Record<string, string>;
  exports: Record<string, string | Record<string, string>>;
  types: string;
  typesVersions: Record<string, Record<string, string[]>>;
}

/** One of our packages, as it is installed. */
class InstalledPackage {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** The entries that are JavaScript modules. */
  readonly moduleEntries: string[];

  constructor(name: string) {
    this.name = name;
    this.folder = join(consumer, 'node_modules', name);
    this.manifest = JSON.parse(readFileSync(join(this.folder, 'package.json'), 'utf8'));
    this.moduleEntries = Object.keys(this.manifest.exports).filter(
      (entry) => !/\.(css|json)$|\*/.test(entry),
    );
  }

  /** The absolute path of an entry under a condition. */
  entryFile(entry: string, condition = 'default'): string {
    const target = this.manifest.exports[entry];
    const path = typeof target === 'string' ? target : target?.[condition];
    if (!path) throw new Error(`${this.name} has no ${condition} for ${entry}`);
    return join(this.folder, path);
  }

  /** The name that a user writes for an entry. */
  publicName(entry: string): string {
    return `${this.name}${entry.slice(1)}`;
  }
}

export const library = new InstalledPackage('chat-avatar');
export const server = new InstalledPackage('chat-avatar-server');
