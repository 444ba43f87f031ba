import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const SOURCES = resolve(import.meta.dirname, '../../src');

/** Errors that operators read. Those of a wrong option say which value is right. */
const ERRORS = /\b(?:new (?:ImageError|StoreError|CliError|Gateway\w+Error)|problem)\(/g;

/** A sentence or a clause that begins with what to do. */
const NEXT_STEP =
  /(?:^|[.:;,] |, so |\b(?:or|and|then) )(?:add|ask|change|check|choose|copy|correct|create|free|give|grant|install|leave|let|look|mount|name|put|raise|remove|request|run|see|send|set|show|start|stop|try|unset|update|use|write)\b/i;

/** Sentences that tell the next step in another way. */
const OTHERWISE = [
  'Are you signed in?',
  'Does basePath match the path',
  'The metrics are at /metrics',
  'Its path is the base path',
  'is not allowed here. Allowed:',
  // A line for each wrong field follows.
  '} is invalid. \\n',
];

interface Text {
  file: string;
  text: string;
}

/** The literals in each call that creates an error, where they are a sentence. */
function errorTexts(): Text[] {
  const found: Text[] = [];
  for (const entry of readdirSync(SOURCES, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.ts')) continue;
    const code = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const { index, 0: call } of code.matchAll(ERRORS)) {
      const literals = argumentsFrom(code, index + call.length - 1).matchAll(
        /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g,
      );
      const text = Array.from(literals, ([, quoted, template]) => quoted ?? template ?? '').join(' ');
      if (text.split(' ').length >= 5) found.push({ file: entry.name, text });
    }
  }
  return found;
}

function argumentsFrom(code: string, start: number): string {
  let depth = 0;
  for (let at = start; at < code.length; at += 1) {
    if (code[at] === '(') depth += 1;
    if (code[at] === ')') depth -= 1;
    if (depth === 0) return code.slice(start, at);
  }
  return code.slice(start);
}

/** Whether a variable that tells the next step ends the text, such as the advice for a status. */
const endsInVariable = (text: string) => /[.:] ?\$\{(?:nextStep|CHECK_SOURCE|ADVICE|fix)\b[^}]*\}/.test(text);

it('each error that an operator can meet names the next step', () => {
  const texts = errorTexts();
  expect(texts.length).toBeGreaterThan(80);
  const without = texts.filter(
    ({ text }) =>
      !NEXT_STEP.test(text) && !endsInVariable(text) && !OTHERWISE.some((known) => text.includes(known)),
  );
  expect(without).toEqual([]);
});
