import { cleanup, waitFor } from '@testing-library/react';
import { getAvatarColors } from 'chat-avatar';
import { formatRgb, wcagContrast } from 'culori';
import type { CSSProperties } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import styles from '../../../src/avatar/styles.css?inline';
import { JOHN } from '../../support/chats.js';
import { emulateMedia } from '../../support/emulateMedia.js';
import { distance, pixelsOf } from '../../support/pixels.js';
import { stubSource } from '../../support/sources.js';
import { addStyles, cleanUpPage, inApp, john, members, show } from './show.js';

afterEach(async () => {
  cleanup();
  cleanUpPage();
  await emulateMedia({});
});

type Scheme = 'light' | 'dark';

const own = (scheme: Scheme) => formatRgb(getAvatarColors(JOHN)[scheme].background) ?? '';

/** The square has the chat's own colour for the scheme, and its letters can be read. */
async function expectColors(avatar: HTMLElement, scheme: Scheme) {
  const pixels = await pixelsOf(avatar);
  const square = pixels.at(5, 5);
  expect(distance(square, own(scheme)), `${square} is not ${own(scheme)}`).toBeLessThan(6);
  expect(pixels.inkOn(square)).toBeGreaterThanOrEqual(4.5);
}

describe('colours of the square and its letters, in the stylesheet of a production build', () => {
  it.each<[page: string, wanted: Scheme, html: Record<string, string>]>([
    ['without color-scheme', 'light', {}],
    ['with .dark', 'dark', { class: 'dark' }],
    ['with .light', 'light', { class: 'light' }],
    ['with data-theme="dark"', 'dark', { 'data-theme': 'dark' }],
    ['with an inline color-scheme', 'dark', { style: 'color-scheme: dark' }],
    ['with .light, over an inline color-scheme', 'light', { class: 'light', style: 'color-scheme: dark' }],
  ])('in a page %s: %s', async (_, wanted, html) => {
    for (const [name, value] of Object.entries(html)) document.documentElement.setAttribute(name, value);
    await expectColors(show(john({ size: 96 })).part(''), wanted);
  });

  it.each<Scheme>(['light', 'dark'])('in a page of both schemes follow the person’s: %s', async (scheme) => {
    await emulateMedia({ 'prefers-color-scheme': scheme });
    addStyles(':root { color-scheme: light dark }');
    await expectColors(show(john({ size: 96 })).part(''), scheme);
  });

  it('follow the nearest of themes within each other', async () => {
    const { container } = show(
      <div className="dark">
        {john({ size: 96 })}
        <div data-theme="light">
          {john({ size: 96 })}
          <div className="dark">{john({ size: 96 })}</div>
        </div>
      </div>,
    );
    const [outer, middle, inner] = container.querySelectorAll<HTMLElement>('[data-chat-avatar]');
    await expectColors(outer as HTMLElement, 'dark');
    await expectColors(middle as HTMLElement, 'light');
    await expectColors(inner as HTMLElement, 'dark');
  });

  it('follow an inline color-scheme within a theme', async () => {
    const { container } = show(
      <div className="dark">
        <div style={{ padding: 1, colorScheme: 'light' }}>{john({ size: 96 })}</div>
        {/* Not the property, but a variable of Mantine's. */}
        <div style={{ '--mantine-color-scheme': 'light' } as CSSProperties}>{john({ size: 96 })}</div>
      </div>,
    );
    const [inline, variable] = container.querySelectorAll<HTMLElement>('[data-chat-avatar]');
    await expectColors(inline as HTMLElement, 'light');
    await expectColors(variable as HTMLElement, 'dark');
  });

  it.each<[Scheme, html: string]>([
    ['dark', 'color-scheme: dark'],
    ['light', ''],
  ])('in a shadow root with the stylesheet in it: %s', async (scheme, style) => {
    document.documentElement.setAttribute('style', style);
    const host = document.createElement('div');
    document.body.append(host);
    const shadow = host.attachShadow({ mode: 'open' });
    const sheet = document.createElement('style');
    sheet.textContent = styles;
    const container = document.createElement('div');
    shadow.append(sheet, container);
    const { part } = show(john({ size: 96 }), { container });
    await expectColors(part(''), scheme);
    cleanup();
    host.remove();
  });

  it('are those that a page sets for all avatars', async () => {
    addStyles(':root { --chat-avatar-background: rgb(10, 20, 90); --chat-avatar-foreground: white }');
    const pixels = await pixelsOf(show(john({ size: 96 })).part(''));
    expect(pixels.at(5, 5)).toBe('rgb(10, 20, 90)');
    expect(pixels.inkOn('rgb(10, 20, 90)')).toBeGreaterThan(10);
  });
});

describe('without the inline colours', () => {
  const readable = async (avatar: HTMLElement, background: string) => {
    const pixels = await pixelsOf(avatar);
    expect(distance(pixels.at(5, 5), background)).toBeGreaterThan(20);
    expect(pixels.inkOn(pixels.at(5, 5))).toBeGreaterThanOrEqual(7);
  };

  it.each<[Scheme, page: string]>([
    ['light', 'rgb(255, 255, 255)'],
    ['dark', 'rgb(18, 18, 18)'],
  ])('a strict CSP leaves a neutral square, %s', async (scheme, background) => {
    document.documentElement.style.colorScheme = scheme;
    const container = document.createElement('div');
    // Such a policy drops the style attributes in a server's HTML.
    container.innerHTML = renderToString(inApp(john())).replaceAll(/ style="[^"]*"/g, '');
    document.body.append(container);
    await readable(container.querySelector('[data-chat-avatar]') as HTMLElement, background);
    container.remove();
  });

  it('a browser without light-dark() paints a neutral square', async () => {
    // As such a browser reads the sheet: a function that it does not know.
    addStyles(styles.replaceAll('light-dark', 'unknown-function'));
    const { part } = show(john({ size: 96 }));
    await readable(part(''), 'rgb(255, 255, 255)');
  });
});

describe('everything beside the square is visible', () => {
  const pageColor = { light: 'rgb(255, 255, 255)', dark: 'rgb(18, 18, 18)' };

  it.each<Scheme>(['light', 'dark'])('refresh button, %s', async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    const { part } = show(john({ size: 96, refreshable: true }));
    const pixels = await pixelsOf(part('-refresh'));
    const skin = pixels.at(Math.floor(pixels.width / 2), 4);
    expect(distance(skin, own(scheme))).toBeGreaterThan(40);
    expect(pixels.inkOn(skin)).toBeGreaterThanOrEqual(4.5);
  });

  it.each<Scheme>(['light', 'dark'])('lock, %s', async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    const source = stubSource(() => ({ status: 'restricted' }));
    const { part } = show(john({ size: 96, restrictedBadge: true }), { source });
    await waitFor(() => part('-lock'));
    const pixels = await pixelsOf(part('-lock'));
    const disc = pixels.at(Math.floor(pixels.width / 2), 2);
    expect(wcagContrast(disc, pageColor[scheme])).toBeGreaterThanOrEqual(3);
    expect(pixels.inkOn(disc)).toBeGreaterThanOrEqual(4.5);
  });

  it.each<Scheme>(['light', 'dark'])('"+2" and its list, %s', async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    const { part } = show(members(['Ada', 'Bo', 'Cy', 'Di'], { max: 2, size: 64 }));
    const chip = await pixelsOf(part('-rest'));
    expect(distance(chip.at(-3, 3), pageColor[scheme])).toBeGreaterThan(30);
    expect(chip.inkOn(chip.at(-3, 3))).toBeGreaterThanOrEqual(4.5);
    await userEvent.click(page.elementLocator(part('-rest')));
    const list = await pixelsOf(part('-popover'));
    const surface = list.at(-8, 8);
    expect(wcagContrast(surface, pageColor[scheme === 'light' ? 'dark' : 'light'])).toBeGreaterThan(12);
    expect(list.inkOn(surface)).toBeGreaterThanOrEqual(7);
  });

  it.each(
    (['light', 'dark'] as const).flatMap((scheme) =>
      (['active', 'unread'] as const).map((ring) => ({ scheme, ring })),
    ),
  )('the ring, $ring, $scheme', async ({ scheme, ring }) => {
    document.documentElement.style.colorScheme = scheme;
    const { part } = show(
      <div data-chat-avatar-stage="" style={{ padding: 20, inlineSize: 136 }}>
        {john({ size: 96, ring })}
      </div>,
    );
    const pixels = await pixelsOf(part('-stage'));
    // The ring begins 3.84 px outside the square, which begins at 20 px, and is 4.8 px wide.
    const color = pixels.at(14, Math.floor(pixels.height / 2));
    expect(wcagContrast(color, pageColor[scheme])).toBeGreaterThanOrEqual(3);
  });
});
