import type { Page } from 'playwright';
import { describeBuild, type VariantToCheck } from './support/describeBuild.js';
import { light } from './support/themePages.js';
import { vite8 } from './support/vite8.js';

const page = { theme: 'light', systems: ['light'], before: [light] } as const;

async function intoFrame(opened: Page) {
  const scope = opened.frame('specimen');
  if (!scope) throw new Error('The page has no frame with the name "specimen".');
  return { page: opened, scope };
}

async function intoPopOut(opened: Page) {
  const popUp = opened.context().waitForEvent('page');
  await opened.getByRole('button', { name: 'Pop out' }).click();
  const scope = await popUp;
  return { page: scope, scope };
}

describeBuild('in an unusual place', vite8('hosts'), {
  csp: {
    ...page,
    title: 'a strict Content-Security-Policy',
    headers: {
      'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'",
    },
  },
  shadow: { ...page, title: 'a shadow root', mount: '../pages/hosts/shadow' },
  iframe: { ...page, title: 'a portal into an iframe', mount: '../pages/hosts/iframe', enter: intoFrame },
  popOut: {
    ...page,
    title: 'a portal into a popped-out window',
    mount: '../pages/hosts/popOut',
    enter: intoPopOut,
  },
} satisfies Record<string, VariantToCheck>);
