import { resolve } from 'node:path';
import { build, type Plugin } from 'vite';

const styles = resolve(import.meta.dirname, '../../src/avatar/styles.css');

/** A stylesheet as a user's production build has it: minified, and lowered for Vite's default browsers. */
export async function buildStyles(file = styles): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, rolldownOptions: { input: file } },
  });
  const files = 'output' in result ? result.output : [];
  const css = files.find(({ fileName }) => fileName.endsWith('.css'));
  if (css?.type !== 'asset')
    throw new Error(`No stylesheet came out of building ${file}. Is the file there?`);
  return css.source.toString();
}

/** Gives browser tests the stylesheet of a production build: bundlers rewrite it, and users get the rewritten one. */
export function productionStyles(): Plugin {
  let built: Promise<string> | undefined;
  return {
    name: 'chat-avatar:production-styles',
    enforce: 'pre',
    load(id) {
      if (id.split('?')[0] !== styles) return undefined;
      built ??= buildStyles();
      return built;
    },
  };
}
