// The map: complete without a script; zoom, keyboard, filters and popups with it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isFocused, portal, visibleTexts } from './portal.js';

const withPage = portal();

/** How much the drawing is enlarged. */
async function zoomOf(page) {
  const transform = await page.locator('.map-view').getAttribute('transform');
  return Number(/scale\(([\d.]+)\)/.exec(transform)[1]);
}

/** Name and place of the marker or cluster that has the focus, `null` when none has. */
function focusedStop(page) {
  return page.evaluate(() => {
    const stop = document.activeElement.closest('.map-points :is(.mk, .cluster)');
    if (!stop) return null;
    const { x, y } = stop.getBoundingClientRect();
    return { name: stop.getAttribute('aria-label'), x, y };
  });
}

test('markers and list items are the same links', withPage(async (page) => {
  await page.goto('/carte/');
  const markers = await page.locator('.mk').evaluateAll((nodes) =>
    nodes.map((node) => [node.id, node.getAttribute('href')]));
  const items = await page.locator('[data-for]').evaluateAll((nodes) =>
    nodes.map((node) => [node.dataset.for, node.querySelector('a').getAttribute('href')]));
  assert.ok(markers.length >= 30, `${markers.length} markers`);
  assert.deepEqual(markers.sort(), items.sort());
}));

test('without JavaScript markers and list lead to the pages', withPage(async (page) => {
  await page.goto('/carte/');
  const marker = page.locator('.mk').first();
  const href = await marker.getAttribute('href');
  assert.equal(await page.locator('.map-list').getByRole('link').first().isVisible(), true);
  assert.equal(await page.locator('.map-filters').isVisible(), false);
  assert.equal(await page.locator('.map-tools').isVisible(), false);
  await marker.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === href);
  assert.equal(await page.locator('h1').count(), 1);
}, { javaScriptEnabled: false }));

test('buttons zoom in, out and back to the whole', withPage(async (page) => {
  await page.goto('/carte/');
  assert.equal(await zoomOf(page), 1);
  await page.locator('[data-zoom="1.8"]').click();
  await page.locator('[data-zoom="1.8"]').click();
  const near = await zoomOf(page);
  assert.ok(near > 3, `zoom ${near}`);
  assert.match(page.url(), /#map=/);
  await page.locator('[data-zoom=".55"]').click();
  assert.ok(await zoomOf(page) < near);
  await page.locator('[data-zoom="0.01"]').click();
  assert.equal(await zoomOf(page), 1);
  assert.doesNotMatch(page.url(), /#/);
}));

test('an address with a view shows that view', withPage(async (page) => {
  await page.goto('/carte/');
  await page.locator('[data-zoom="1.8"]').click();
  const transform = await page.locator('.map-view').getAttribute('transform');
  await page.reload();
  assert.ok(await zoomOf(page) > 1.5);
  const numbers = (text) => text.match(/-?[\d.]+/g).map(Number);
  const [before, after] = [numbers(transform), numbers(await page.locator('.map-view').getAttribute('transform'))];
  before.forEach((value, i) => assert.ok(Math.abs(value - after[i]) < 5, `${before} / ${after}`));
}));

test('a drag moves the enlarged map, and opens nothing', withPage(async (page) => {
  await page.goto('/carte/');
  await page.locator('[data-zoom="1.8"]').click();
  await page.locator('[data-zoom="1.8"]').click();
  const before = await page.locator('.map-view').getAttribute('transform');
  const { x, y, width, height } = await page.locator('.map-svg').boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 60, y + height / 2 - 40, { steps: 5 });
  await page.mouse.up();
  assert.notEqual(await page.locator('.map-view').getAttribute('transform'), before);
  assert.equal(await page.locator('.map-popup').isVisible(), false);
  assert.equal(new URL(page.url()).pathname, '/carte/');
}));

test('markers near each other join, and part when one zooms', withPage(async (page) => {
  await page.goto('/carte/');
  const cluster = page.locator('.cluster').first();
  const members = Number(await cluster.locator('text').textContent());
  assert.ok(members > 1);
  assert.match(await cluster.getAttribute('aria-label'), new RegExp(`^${members}\\slieux`));
  await cluster.locator('circle').click();
  assert.ok(await zoomOf(page) > 1);
  const shown = await page.locator('.mk:not([hidden])').count();
  const joined = await page.locator('.cluster text').allTextContents();
  const total = await page.locator('.mk').count();
  assert.equal(shown + joined.reduce((sum, text) => sum + Number(text), 0), total);
}));

test('arrows walk from marker to marker', withPage(async (page) => {
  await page.goto('/carte/?kind=telecentre&dept=cantal');
  assert.equal(await page.locator('.map-points [tabindex="0"]').count(), 1);
  await page.locator('.map-points [tabindex="0"]').focus();
  const names = new Set();
  for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']) {
    const from = await focusedStop(page);
    await page.keyboard.press(key);
    const to = await focusedStop(page);
    assert.ok(to, `${key} stays in the map`);
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const ahead = { ArrowRight: dx, ArrowLeft: -dx, ArrowDown: dy, ArrowUp: -dy }[key];
    // At the edge nothing lies ahead, and the focus stays.
    if (to.name !== from.name) assert.ok(ahead > 0, `${key}: ${from.name} → ${to.name}`);
    names.add(from.name).add(to.name);
  }
  assert.ok(names.size > 1, [...names].join());
  assert.equal(await page.locator('.map-points [tabindex="0"]').count(), 1);
}));

test('Enter opens a marker, and parts a cluster', withPage(async (page) => {
  await page.goto('/carte/?kind=fablab');
  await page.locator('a.mk-fablab').press('Enter');
  assert.equal(await isFocused(page.locator('.map-popup a')), true);
  await page.goto('/carte/');
  await page.locator('.cluster').first().press('Enter');
  assert.ok(await zoomOf(page) > 1);
}));

test('plus, minus and zero zoom by keyboard', withPage(async (page) => {
  await page.goto('/carte/');
  await page.locator('.map-points [tabindex="0"]').focus();
  await page.keyboard.press('+');
  assert.ok(await zoomOf(page) > 1);
  await page.keyboard.press('0');
  assert.equal(await zoomOf(page), 1);
}));

test('a popup links to the page, and Escape gives the focus back', withPage(async (page) => {
  await page.goto('/carte/?kind=pepiniere');
  const marker = page.locator('a.mk-pepiniere').first();
  const href = await marker.getAttribute('href');
  await marker.locator('.hit').click();
  const link = page.locator('.map-popup a');
  assert.equal(await link.getAttribute('href'), href);
  assert.equal(await isFocused(link), true);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.map-popup').isVisible(), false);
  assert.equal(await isFocused(marker), true);
  await page.keyboard.press('Enter');
  await link.click();
  await page.waitForURL((url) => url.pathname === href);
}));

test('filters hide markers and list items, and live in the address', withPage(async (page) => {
  await page.goto('/carte/');
  const all = await page.locator('[data-for]:visible').count();
  const choice = page.locator('.map-filters label', { has: page.locator('[name=kind][value=epn]') });
  const count = Number(/\d+/.exec(await choice.innerText())[0]);
  await choice.click();
  const epn = await assertFiltered(page, (data) => data.kind === 'epn');
  assert.equal(epn, count);
  assert.ok(epn > 0 && epn < all);
  assert.match(page.url(), /\?kind=epn$/);
  assert.match(await page.locator('[data-total]').innerText(), new RegExp(`^${epn}\\slieux$`));
  await page.reload();
  assert.equal(await assertFiltered(page, (data) => data.kind === 'epn'), epn);
  assert.equal(await page.locator('[name=kind][value=epn]').isChecked(), true);
  await choice.click();
  assert.equal(await page.locator('[data-for]:visible').count(), all);
  assert.doesNotMatch(page.url(), /\?/);
}));

test('filters of département and equipment add up', withPage(async (page) => {
  await page.goto('/carte/');
  await page.locator('.map-filters summary').click();
  await page.locator('label', { has: page.locator('[name=equip][value=visioconference]') }).click();
  const equipped = await assertFiltered(page, (data) => data.equip?.split(' ').includes('visioconference'));
  await page.locator('label', { has: page.locator('[name=dept][value=cantal]') }).click();
  const both = await assertFiltered(page, (data) =>
    data.dept === 'cantal' && data.equip?.split(' ').includes('visioconference'));
  assert.ok(both > 0 && both < equipped, `${both} of ${equipped}`);
  assert.match(page.url(), /dept=cantal/);
  assert.match(page.url(), /equip=visioconference/);
}));

/** Checks that the shown list items are those wanted, and the markers the same; counts them. */
async function assertFiltered(page, wanted) {
  // Read in one go: the map joins its markers anew whenever its size changes.
  const { markers, items, joined } = await page.evaluate(() => ({
    markers: [...document.querySelectorAll('.mk')].map((node) =>
      ({ id: node.id, data: { ...node.dataset }, hidden: node.hasAttribute('hidden') })),
    items: [...document.querySelectorAll('[data-for]')].filter((node) => node.checkVisibility())
      .map((node) => node.dataset.for),
    joined: [...document.querySelectorAll('.cluster text')].map((node) => Number(node.textContent)),
  }));
  const expected = markers.filter(({ data }) => wanted(data)).map(({ id }) => id).sort();
  assert.deepEqual(items.sort(), expected);
  const drawn = markers.filter(({ hidden }) => !hidden).map(({ id }) => id);
  assert.deepEqual(drawn.filter((id) => !expected.includes(id)), []);
  assert.equal(drawn.length + joined.reduce((sum, count) => sum + count, 0), expected.length);
  return expected.length;
}

const MURAT = { latitude: 45.11, longitude: 2.868 };

test('"near me" sorts the list by distance and asks no one', withPage(async (page) => {
  await page.goto('/carte/', { waitUntil: 'networkidle' });
  const requests = [];
  // The browser may fetch the icon of the page at any time.
  page.on('request', (request) => request.url().includes('/icon.') || requests.push(request.url()));
  await page.locator('[data-near]').click();
  await page.locator('.distance').first().waitFor();
  const first = (await visibleTexts(page, '[data-for]'))[0];
  assert.match(first, /Murat/);
  assert.match(first, /\b[0-3]\s?km/);
  assert.ok(await zoomOf(page) > 1);
  assert.deepEqual(requests, []);
}, { geolocation: MURAT, permissions: ['geolocation'] }));

test('an unknown position is said', withPage(async (page) => {
  await page.goto('/carte/');
  await page.locator('[data-near]').click();
  await page.getByText('Votre position n’est pas connue.').waitFor();
}, { permissions: [] }));

test('a shared address restores view, filters and selection', withPage(async (page, { url }) => {
  await page.goto('/carte/?kind=telecentre');
  const item = page.locator('[data-for]').filter({ visible: true }).first();
  const marker = page.locator(`#${await item.getAttribute('data-for')}`);
  await page.locator('[data-zoom="1.8"]').click();
  await marker.evaluate((node) => node.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })));
  const [address, name] = [page.url(), await page.locator('.map-popup a').innerText()];
  assert.match(address, /\?kind=telecentre#map=1\.80\/\d+\/\d+\/m-/);
  const transform = await page.locator('.map-view').getAttribute('transform');
  await page.goto('about:blank');
  await page.goto(address);
  assert.equal(await page.locator('.map-popup a').innerText(), name);
  assert.equal(await page.locator('.map-view').getAttribute('transform'), transform);
  assert.equal(await page.locator('[name=kind][value=telecentre]').isChecked(), true);
  assert.ok(address.startsWith(url));
}));

test('marker and list item are chosen together, and the list scrolls to it', withPage(async (page) => {
  await page.goto('/carte/');
  const last = page.locator('[data-for]').last();
  const id = await last.getAttribute('data-for');
  await page.locator(`#${id}`).evaluate((node) =>
    node.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })));
  assert.match(await last.getAttribute('class'), /\bon\b/);
  const seen = await last.evaluate((item) => {
    const [own, list] = [item, item.closest('.map-list')].map((node) => node.getBoundingClientRect());
    return own.top >= list.top && own.bottom <= list.bottom;
  });
  assert.equal(seen, true, 'the list shows the item');
  const first = page.locator('[data-for]').first();
  await first.locator('a').focus();
  const drawn = page.locator(`#${await first.getAttribute('data-for')}`);
  assert.match(await drawn.getAttribute('class'), /\bon\b/);
  assert.doesNotMatch((await last.getAttribute('class')) ?? '', /\bon\b/);
}, { viewport: { width: 1280, height: 900 } }));

test('the map is one tab stop, and Tab leaves it', withPage(async (page) => {
  await page.goto('/carte/');
  assert.equal(await page.locator('.map-svg :is(a, [role=button]):not([tabindex="-1"], [hidden])').count(), 1);
  await page.locator('.map-points [tabindex="0"]').focus();
  await page.keyboard.press('Tab');
  assert.equal(await isFocused(page.locator('.map-tools button').first()), true);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await focusedStop(page), null);
}));

test('a cluster that parts leaves the focus on what it held', withPage(async (page) => {
  await page.goto('/carte/');
  const cluster = page.locator('.cluster').first();
  await cluster.press('Enter');
  const stop = await focusedStop(page);
  assert.ok(stop, 'the focus is on a marker');
  const { x, y, width, height } = await page.locator('.map-svg').boundingBox();
  assert.ok(stop.x > x && stop.x < x + width && stop.y > y && stop.y < y + height, 'in sight');
}));

test('two fingers zoom, one scrolls the page until then', withPage(async (page) => {
  await page.goto('/carte/');
  const svg = page.locator('.map-svg');
  assert.equal(await svg.evaluate((node) => getComputedStyle(node).touchAction), 'pan-y');
  await svg.evaluate((node) => {
    const box = node.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + 100];
    const send = (type, pointerId, clientX) => node.dispatchEvent(new PointerEvent(type, {
      pointerId, clientX, clientY: y, pointerType: 'touch', bubbles: true }));
    send('pointerdown', 1, x - 40);
    send('pointerdown', 2, x + 40);
    send('pointermove', 1, x - 80);
    send('pointermove', 2, x + 80);
    send('pointerup', 1, x - 80);
    send('pointerup', 2, x + 80);
  });
  const zoom = await zoomOf(page);
  assert.ok(zoom > 1.8 && zoom < 2.2, `zoom ${zoom}`);
  assert.equal(await svg.evaluate((node) => getComputedStyle(node).touchAction), 'none');
}, { hasTouch: true, viewport: { width: 390, height: 800 } }));

test('the wheel zooms with Ctrl only', withPage(async (page) => {
  await page.goto('/carte/');
  await page.locator('.map-svg').hover();
  await page.mouse.wheel(0, -200);
  assert.equal(await zoomOf(page), 1);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await page.waitForFunction(() => /scale\((?!1\))/.test(document.querySelector('.map-view').getAttribute('transform')));
}));

test('names of towns never write over each other', withPage(async (page) => {
  for (const path of ['/', '/carte/', '/cantal/', '/regions/auvergne/', '/cantal/espaces/telecentre-murat/']) {
    await page.goto(path);
    const met = await page.locator('.map-labels text').filter({ visible: true }).evaluateAll((texts) => {
      const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
      return boxes.flatMap(([a, one], i) => boxes.slice(i + 1)
        .filter(([, two]) => one.left < two.right && two.left < one.right && one.top + 3 < two.bottom && two.top + 3 < one.bottom)
        .map(([b]) => `${a} / ${b}`));
    });
    assert.deepEqual(met, [], path);
  }
}, { viewport: { width: 768, height: 900 } }));

test('départements and workspaces have their map', withPage(async (page) => {
  await page.goto('/cantal/');
  assert.ok(await page.locator('main .map-svg .mk').count() >= 10);
  await page.goto('/cantal/espaces/telecentre-murat/');
  assert.equal(await page.locator('main .map-svg .mk:visible').count(), 1);
}));
