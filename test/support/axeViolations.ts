import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { Page } from 'playwright';

declare const window: { axe?: typeof axe };

const script = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/**
 * What axe finds on a page or in a part of it, as `rule: selector`. The results stay in the page: what passed is half a megabyte of
 * JSON, and takes longer to read than to find.
 */
export async function axeViolations(
  page: Page,
  { within = 'html', rules = {} }: { within?: string; rules?: axe.RuleObject } = {},
): Promise<string[]> {
  // It stays until the page is loaded again.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${script}; undefined`);
  return page.evaluate(
    async ([context, options]) => {
      if (!window.axe) throw new Error('The page has no axe.');
      const { violations } = await window.axe.run(context, { rules: options, resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
    },
    [within, rules] as const,
  );
}
