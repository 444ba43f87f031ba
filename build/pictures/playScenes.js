/** Slows the fade from letters to a face down, so that a camera sees it. */
const SLOW_FADE = `
  document.adoptedStyleSheets = [new CSSStyleSheet()];
  document.adoptedStyleSheets[0].replaceSync('[data-chat-avatar] { --chat-avatar-fade: 1200ms !important }');
`;

const IMAGES = '**/api/chat-pictures/images/**';

/** Letters become faces; a refresh finds a new picture; a hidden picture is kept; Arabic; dark. */
export async function playScenes(page, { people, emulator, origin, enrich }, film) {
  let showFaces = () => {};
  const held = new Promise((resolve) => {
    showFaces = resolve;
  });
  await page.addInitScript(SLOW_FADE);
  await page.route(IMAGES, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(origin);
  await page.getByRole('option').first().waitFor();
  await film.hold(1200);
  showFaces();
  const faces = page.locator('[role=option] [data-chat-avatar][data-state="picture"]');
  await film.follow(faces.nth(6).waitFor(), 120);
  await film.follow(page.waitForTimeout(1500), 120);
  await film.hold(900);

  const refresh = page.locator('.details [data-chat-avatar-refresh]');
  emulator.setPicture(people[0].id);
  await refresh.hover();
  await film.hold(500);
  const before = await sourceOf(page);
  await film.follow(press(page, refresh, 'updated'), 120);
  await film.follow(newPicture(page, before), 120);
  await leave(page);
  await film.hold(1800);

  await enrich();
  await page.getByRole('option').nth(2).click();
  await page.locator('.details [data-chat-avatar][data-state="picture"]').waitFor();
  emulator.setScenario(people[2].id, 'hidden');
  await leave(page);
  await film.hold(900);
  await film.follow(press(page, refresh, 'kept'), 120);
  await film.hold(1400);
  await leave(page);
  await film.hold(1600);

  await page.getByRole('button', { name: /^Right to left/ }).click();
  await page.mouse.move(560, 620);
  await film.hold(1800);
  await page.getByRole('button', { name: 'استخدام الألوان الداكنة' }).click();
  await page.mouse.move(560, 620);
  await film.hold(2200);
}

async function press(page, refresh, outcome) {
  await refresh.click();
  const words = { updated: /^Updated:/, kept: /^Kept:/ };
  await page.locator('.toast').getByText(words[outcome]).waitFor();
}

/** Takes the pointer from the refresh button, whose bubble covers the face, and waits until the bubble is gone. */
async function leave(page) {
  await page.mouse.move(700, 300);
  await page.waitForTimeout(600);
}

const FACE = '.details [data-chat-avatar] img';

const sourceOf = (page) =>
  page
    .locator(FACE)
    .first()
    .evaluate((image) => image.currentSrc);

/** Until another picture than `before` is painted, and has faded in. */
async function newPicture(page, before) {
  await page.waitForFunction(
    ([selector, source]) =>
      [...document.querySelectorAll(selector)].some((image) => image.currentSrc !== source && image.complete),
    [FACE, before],
  );
  await page.waitForTimeout(1300);
}
