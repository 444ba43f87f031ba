import { cdp } from 'vitest/browser';

interface Session {
  send(
    method: 'Page.setFontSizes',
    params: { fontSizes: { standard: number; fixed: number } },
  ): Promise<void>;
}

/** The size of text in the settings of the browser, in px: that of `1rem` on a page that sets none. */
export async function setFontSize(standard: number): Promise<void> {
  const session = cdp() as unknown as Session;
  await session.send('Page.setFontSizes', { fontSizes: { standard, fixed: (standard * 13) / 16 } });
}
