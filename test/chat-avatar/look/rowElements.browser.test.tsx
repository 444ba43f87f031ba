import { cleanup, waitFor } from '@testing-library/react';
import { ChatAvatar } from 'chat-avatar';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { stubSource } from '../../support/sources.js';
import { addStyles, cleanUpPage, john, members, show } from './show.js';

afterEach(() => {
  cleanup();
  cleanUpPage();
});

const GHOST = '201234567899@c.us';

const group = () => (
  <div className="row">
    {members(['Ada', 'Bo', 'Cy', 'Di'], { max: 2, size: 48 })}
    <div>
      <ChatAvatar chatId={GHOST} size={80} restrictedBadge />
    </div>
  </div>
);

/** The boxes of the shown members and of "+2", from the corner of the group's first member. */
function stack(): number[][] {
  const { container } = show(group());
  const items = [...container.querySelectorAll('[data-chat-avatar-item], [data-chat-avatar-rest]')];
  const first = items[0]?.getBoundingClientRect() ?? new DOMRect();
  const found = items.map((item) => {
    const { left, top, width, height } = item.getBoundingClientRect();
    return [left - first.left, top - first.top, width, height];
  });
  cleanup();
  return found;
}

describe('the members of a group and "+2" keep their places', () => {
  it.each([
    '.row button { padding: 8px 16px; margin: 4px; border: 1px solid #ccc }',
    '.row button { min-width: 80px; min-height: 60px }',
    '.row button { width: 100%; height: 20px; max-width: 20px }',
    '.row button { display: inline-flex; position: static; font-size: 24px; line-height: 2 }',
    '.row li { margin: 8px 0; padding: 8px; border-bottom: 1px solid red }',
    '.row li { display: list-item; list-style: square; width: 100% }',
    '.row li::before { content: "•" }',
    '.row li:not(:last-child)::after { content: "/" }',
    '.row ul { display: grid; gap: 8px }',
    '.row ul { display: flex; flex-direction: column; padding-left: 24px; list-style: disc }',
    'ul:not(.mine) { display: block; padding-left: 2em }',
    '.row * { max-width: 100%; min-width: 0 }',
  ])('under %s', (rule) => {
    const before = stack();
    addStyles(rule);
    expect(stack()).toEqual(before);
  });
});

it('a class on a group wins over the rule that keeps its members together', () => {
  addStyles('.apart { display: flex; gap: 8px }');
  const { part } = show(members(['Ada', 'Bo'], { className: 'apart' }));
  const { display, columnGap } = getComputedStyle(part('-group'));
  expect([display, columnGap]).toEqual(['flex', '8px']);
});

describe('what is closed stays closed', () => {
  it.each([
    '.row div { display: flex }',
    '[role=group] { display: flex }',
    '.row > * > * { display: block }',
  ])('the list of a group under %s', async (rule) => {
    addStyles(rule);
    const { part } = show(group());
    expect(part('-popover')).not.toBeVisible();
    await userEvent.click(page.elementLocator(part('-rest')));
    expect(part('-popover')).toBeVisible();
  });

  it('the bubble of the refresh button under .row span { display: block }', async () => {
    addStyles('.row span { display: block; position: relative; margin: 8px }');
    const { part } = show(<div className="row">{john({ size: 80, refreshable: true })}</div>);
    await userEvent.hover(page.elementLocator(part('-refresh')));
    await waitFor(() => expect(part('-bubble')).toBeVisible());
    expect(getComputedStyle(part('-bubble')).position).toBe('fixed');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(part('-bubble')).not.toBeVisible());
  });
});

it('an avatar stays square in a row that lets its children grow', () => {
  addStyles('.row > span { flex: 1; min-width: 0 }');
  const { part } = show(
    <div className="row" style={{ display: 'flex', inlineSize: 400 }}>
      {john({ size: 40 })}
    </div>,
  );
  const { width, height } = part('').getBoundingClientRect();
  expect([width, height]).toEqual([40, 40]);
});

it('text that is cut off with an ellipsis does not cut off the badge and the refresh button', async () => {
  addStyles('.row span, .row button { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }');
  const { part } = show(<div className="row">{john({ size: 80, refreshable: true, badge: <span /> })}</div>);
  expect(getComputedStyle(part('')).overflow).toBe('visible');
  expect(getComputedStyle(part('-refresh')).overflow).toBe('visible');
});

it('separators of a row are not painted in its avatars', () => {
  addStyles(`.row span::before { content: "•" } .row span:not(:last-child)::after { content: ", " }
    .row button::before { content: ">"; position: static; margin: 4px } .row button::after { content: ">" }`);
  const { part } = show(<div className="row">{john({ size: 80, refreshable: true })}</div>);
  const content = (name: string, pseudo: string) => getComputedStyle(part(name), pseudo).content;
  expect([content('-face', '::before'), content('-face', '::after')]).toEqual(['none', 'none']);
  expect([content('-initials', '::before'), content('-initials', '::after')]).toEqual(['none', 'none']);
  expect([content('-refresh', '::before'), content('-refresh', '::after')]).toEqual(['""', 'none']);
  expect(getComputedStyle(part('-refresh'), '::before').position).toBe('absolute');
});

it('the style of the icons of a row does not change the paint of a glyph', async () => {
  addStyles('.row svg { fill: none; stroke: red; stroke-width: 6px; min-width: 60px }');
  const { part } = show(group(), { source: stubSource(() => ({ status: 'restricted' })) });
  await waitFor(() => part('-lock'));
  const face = part('-initials] [data-chat-avatar-glyph');
  const { fill, stroke, color } = getComputedStyle(face.querySelector('path') as SVGPathElement);
  expect([fill, stroke]).toEqual([color, 'none']);
  const { width } = part('-lock] [data-chat-avatar-glyph').getBoundingClientRect();
  expect(width).toBeLessThan(part('-lock').getBoundingClientRect().width);
});

it('rules for the type of a button leave the look of refresh and rest', async () => {
  const scene = () =>
    show(
      <div className="row">
        {members(['Ada', 'Bo', 'Cy', 'Di'], { max: 2, size: 48 })}
        {john({ size: 80, refreshable: true })}
      </div>,
    );
  const lookOf = (part: (name: string) => HTMLElement) =>
    ['-refresh', '-rest'].map((name) => {
      const element = part(name);
      element.focus();
      const { backgroundColor, borderRadius, boxShadow, color, fontWeight, outline } =
        getComputedStyle(element);
      return { backgroundColor, borderRadius, boxShadow, color, fontWeight, outline };
    });
  await userEvent.tab();
  const before = lookOf(scene().part);
  cleanup();
  // As Pico writes it.
  addStyles(`[type="button"], button { border-radius: 4px; background-color: navy; color: white; font-weight: 400;
      box-shadow: 0 0 4px red; outline: none }
    [type="button"]:focus-visible { outline: none; box-shadow: 0 0 0 2px red }`);
  expect(lookOf(scene().part)).toEqual(before);
});
