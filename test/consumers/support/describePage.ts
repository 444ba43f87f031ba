import type { Frame, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Capture, capture } from './capture.js';
import { type CheckTable, checks } from './checks.js';
import { type OpenPage, openPage, type Scheme } from './openPage.js';

export interface PageToCheck {
  title: string;
  url: () => string;
  /** The theme that the page is in: its own, or the one that the system prefers. */
  theme: Scheme | 'system';
  /** The colour schemes that the system prefers. @default both, one after the other */
  systems?: readonly Scheme[];
  /** Where the specimen is, when it is not in the page itself. */
  enter?: (page: Page) => Promise<{ page: Page; scope: Page | Frame }>;
  /** More checks, for this page alone. */
  more?: CheckTable;
}

/** Runs the table of checks on a page, under a system that prefers light and under one that prefers dark. */
export function describePage({
  title,
  url,
  theme,
  enter,
  systems = ['light', 'dark'],
  more = {},
}: PageToCheck) {
  describe.each<Scheme>(systems)(`${title}, on a %s system`, (system) => {
    let opened: OpenPage;
    let shown: Capture;

    beforeAll(async () => {
      opened = await openPage(url(), system);
      const { page, scope } = enter ? await enter(opened.page) : { page: opened.page, scope: opened.page };
      shown = await capture(page, scope);
    });

    afterAll(() => opened?.page.context().close());

    for (const [name, check] of Object.entries({ ...checks, ...more })) {
      it(name, () => check(shown, theme === 'system' ? system : theme));
    }

    it('leaves the console empty, and no request fails', () => {
      expect(opened.complaints, opened.complaints.join('\n')).toEqual([]);
    });
  });
}
