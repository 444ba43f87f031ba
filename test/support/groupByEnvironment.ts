import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const needsDocument = ({ moduleId }: TestSpecification) =>
  readFileSync(moduleId, 'utf8').startsWith('// @vitest-environment jsdom');

/**
 * Puts the files that share an environment side by side. Vitest gives a worker the next file only if that has the same
 * environment, and starts a new process with new modules otherwise.
 */
export class GroupByEnvironment extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const withDocument = sorted.filter(needsDocument);
    return [...withDocument, ...sorted.filter((file) => !withDocument.includes(file))];
  }
}
