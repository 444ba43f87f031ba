import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'vite';
import { root } from './runCommand.js';

const FOLDERS = ['src', 'server/src'];

/** Super-linear patterns whose input is short by construction, by file, with the reason. */
const BOUNDED = {
  'src/avatar/initials/getInitials.ts': 'A name is cut to 512 characters first.',
  'src/avatar/initials/plainLetters.ts': 'The same name.',
};

/** For one pattern: a few ms on an idle machine. */
const TIMEOUT_MS = 60_000;

/** The checker knows properties by their long names. */
const PROPERTIES = { EPres: 'Emoji_Presentation', ExtPict: 'Extended_Pictographic', EMod: 'Emoji_Modifier' };

function sourceFiles() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
}

/** The regular expressions of a syntax tree. */
function patternsIn(node) {
  if (typeof node !== 'object' || node === null) return [];
  if (node.type === 'Literal' && node.regex) return [node.regex];
  return Object.values(node).flatMap(patternsIn);
}

function withLongNames(pattern) {
  return pattern.replace(/(\\p\{)(\w+)\}/gi, (all, start, name) =>
    Object.hasOwn(PROPERTIES, name) ? `${start}${PROPERTIES[name]}}` : all,
  );
}

/**
 * Whether the time of every regular expression grows with the length of its input alone. One page of a proxy, repeated characters in
 * the place of a picture, and a quadratic pattern stops the event loop for half a minute.
 */
export async function checkPatterns() {
  // Loaded on use: the other checks run without it.
  const { check } = await import('recheck');
  const problems = [];
  for (const file of sourceFiles()) {
    if (Object.hasOwn(BOUNDED, file)) continue;
    const { program } = parseSync(file, readFileSync(join(root, file), 'utf8'));
    for (const { pattern, flags } of patternsIn(program)) {
      const { status, complexity } = await check(withLongNames(pattern), flags, { timeout: TIMEOUT_MS });
      if (status === 'safe') continue;
      problems.push(`${file}: /${pattern}/${flags} is ${complexity?.summary ?? status}`);
    }
  }
  const advice =
    'Rewrite these as one pass over the text, or cut the text to a fixed length first and name the file in BOUNDED of test/support/checkPatterns.js.';
  return { ok: problems.length === 0, output: [...problems, advice].join('\n') };
}
