import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { followLinks } from '../../support/markdownLinks.js';
import { library, server } from '../consumer.js';
import { filesIn } from './packageFiles.js';

/** The large pictures of the README: GitHub and npm's site show them from the repository. */
const LEFT_OUT = 'docs/pictures/';

describe.each([
  { installed: library, least: 10 },
  { installed: server, least: 1 },
])('the documents in $installed.name, opened from node_modules', ({ installed: { folder }, least }) => {
  it('link to files and headings of the package', () => {
    const documents = filesIn(folder).filter((file) => file.endsWith('.md'));
    const { followed, broken } = followLinks(
      folder,
      documents.map((file) => join(folder, file)),
    );
    expect(documents).toContain('README.md');
    expect(followed).toBeGreaterThanOrEqual(least);
    expect(broken.filter((link) => !link.includes(LEFT_OUT))).toEqual([]);
  });
});
