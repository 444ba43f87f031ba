import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const QUIET = { default: { logLevel: 'none' } };

/** @param {{ name: string, folder: string, declarations: string }} entry */
function configure({ name, folder, declarations }, output, declarationsOfAll, typeRoots) {
  const configObject = {
    projectFolder: folder,
    mainEntryPointFilePath: declarations,
    compiler: {
      overrideTsconfig: {
        compilerOptions: {
          target: 'es2023',
          lib: ['es2023', 'dom', 'dom.iterable'],
          module: 'nodenext',
          moduleResolution: 'nodenext',
          strict: true,
          skipLibCheck: true,
          types: ['node'],
          typeRoots,
        },
        files: declarationsOfAll,
      },
    },
    apiReport: {
      enabled: true,
      // Types that exported types refer to are part of the surface too.
      includeForgottenExports: true,
      reportFileName: `${name}.api.md`,
      reportFolder: output,
      reportTempFolder: join(output, 'temp'),
    },
    newlineKind: 'lf',
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      compilerMessageReporting: { default: { logLevel: 'error' } },
      extractorMessageReporting: QUIET,
      tsdocMessageReporting: QUIET,
    },
  };
  const packageJsonFullPath = join(folder, 'package.json');
  return ExtractorConfig.prepare({ configObject, configObjectFullPath: undefined, packageJsonFullPath });
}

/**
 * The exported names of each entry with their types, as API Extractor prints them. It reads the declarations with the
 * TypeScript that it brings along, and in one program for all entries.
 *
 * @param {{ name: string, folder: string, declarations: string }[]} entries
 * @param {{ output: string, typeRoots: string[] }} options
 * @returns {Map<string, string>} the report of each entry, by name.
 * @throws {Error} with the compiler's messages, when the declarations do not compile.
 */
export function createApiReports(entries, { output, typeRoots }) {
  const declarations = entries.map((entry) => entry.declarations);
  const configs = entries.map((entry) => configure(entry, output, declarations, typeRoots));
  const compilerState = CompilerState.create(configs[0], { additionalEntryPoints: declarations });
  const messages = [];
  for (const config of configs) {
    Extractor.invoke(config, {
      compilerState,
      localBuild: true,
      messageCallback(message) {
        if (message.logLevel === 'error') messages.push(message.text);
        message.handled = true;
      },
    });
  }
  if (messages.length > 0) throw new Error(`The declarations do not compile:\n${messages.join('\n')}`);
  return new Map(
    entries.map(({ name }) => [name, readFileSync(join(output, 'temp', `${name}.api.md`), 'utf8')]),
  );
}
