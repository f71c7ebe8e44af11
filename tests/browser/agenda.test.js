// The agenda stays right as time passes; months, filters and calendar files.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { portal } from './portal.js';

const withPage = portal();
const MARCH = '2027-03-01T09:00:00+01:00';

/** The displayed events: where they link and when they begin and end. */
function shownEvents(page) {
  return page.locator('.event').filter({ visible: true }).evaluateAll((items) =>
    items.map((item) => ({
      href: item.querySelector(':is(h2, h3, h4) a').getAttribute('href'),
      start: item.querySelector('time').dateTime,
      end: Number(item.dataset.end),
    })));
}

test('on the day of the build, all that is to come is shown', withPage(async (page) => {
  await page.goto('/agenda/');
  const events = await shownEvents(page);
  assert.equal(events.length, await page.locator('.event').count());
  const december = events.filter(({ start }) => start.startsWith('2026-12'));
  assert.ok(december.length >= 5, `${december.length} in December`);
}));

test('in March, December has left and March is there', withPage(async (page) => {
  await page.goto('/agenda/');
  // The first pages are over: they make way for the one that goes on from today.
  await page.waitForURL('**/agenda/page/*/');
  const events = await shownEvents(page);
  assert.ok(events.length > 0);
  assert.deepEqual(events.filter(({ end }) => end < Date.parse(MARCH)), []);
  await page.goto(await page.locator('.pages [rel=next]').getAttribute('href'));
  events.push(...await shownEvents(page));
  assert.ok(events.some(({ href, start }) =>
    href === '/allier/agenda/forum-reprise/' && start.startsWith('2027-03-18')));
}, { now: MARCH }));

test('the next occurrence of a series comes forward', withPage(async (page) => {
  // The first Tuesday of the month.
  const nexts = { '2026-11-22': '2026-12-01', '2027-01-20': '2027-02-02', '2027-03-01': '2027-03-02' };
  for (const [today, next] of Object.entries(nexts)) {
    await page.clock.setFixedTime(new Date(`${today}T09:00:00+01:00`));
    await page.goto('/agenda/');
    const series = (await shownEvents(page)).filter(({ href }) => href.includes('/rencontre-mensuelle/'));
    assert.equal(series[0]?.start.slice(0, 10), next);
    await page.goto('/gers/agenda/rencontre-mensuelle/');
    const dates = page.locator('.dates li').filter({ visible: true }).locator('time');
    assert.equal((await dates.first().getAttribute('datetime')).slice(0, 10), next);
  }
}));

for (const path of ['/', '/gers/', '/gers/agenda/rencontre-mensuelle/', '/orne/espaces/epn-flers/']) {
  test(`in March, ${path} announces nothing of December`, withPage(async (page) => {
    await page.goto(path);
    const announced = page.locator('main :is(.event, .card-event) time').filter({ visible: true });
    const starts = await announced.evaluateAll((times) => times.map((time) => time.dateTime));
    assert.deepEqual(starts.filter((start) => start.slice(0, 10) < '2027-03-01'), []);
  }, { now: MARCH }));
}

test('an event leaves while the page is open', withPage(async (page) => {
  await page.goto('/agenda/');
  const [{ href, end }] = await shownEvents(page);
  await page.clock.setFixedTime(end + 60_000);
  await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
  const events = await shownEvents(page);
  assert.ok(!events.some((event) => event.href === href && event.end === end));
}));

test('when all is over, the agenda says so', withPage(async (page) => {
  await page.goto('/agenda/');
  assert.deepEqual(await shownEvents(page), []);
  assert.equal(await page.locator('.agenda .empty').isVisible(), true);
  await page.goto('/');
  assert.deepEqual(await shownEvents(page), []);
}, { now: '2035-01-01T09:00:00+01:00' }));

test('the page of an event says that it is over', withPage(async (page) => {
  await page.goto('/cantal/agenda/reunion-formation-teletravail/');
  const over = page.locator('main [data-over]').first();
  assert.equal(await over.isVisible(), false);
  await page.clock.setFixedTime(new Date(MARCH));
  await page.reload();
  assert.equal(await over.isVisible(), true);
}));

test('a month is a table with its events on their days', withPage(async (page) => {
  await page.goto('/agenda/2026/12/');
  const table = page.locator('table.calendar');
  assert.match(await table.locator('caption').textContent(), /décembre 2026/i);
  const days = await table.locator('thead th[scope=col]').allTextContents();
  assert.deepEqual(days.map((day) => day.trim()),
    ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']);
  const cells = await table.locator('td').evaluateAll((nodes) => nodes.map((node) => ({
    day: node.dataset.day,
    column: node.cellIndex,
    links: [...node.querySelectorAll('a')].map((link) => link.getAttribute('href')),
  })));
  for (const { day, column } of cells) {
    assert.equal((new Date(`${day}T12:00Z`).getUTCDay() + 6) % 7, column, day);
  }
  const links = (day) => cells.find((cell) => cell.day === day).links;
  assert.ok(links('2026-12-01').includes('/gers/agenda/rencontre-mensuelle/'));
  assert.ok(links('2026-12-12').includes('/cantal/agenda/visite-hiver-annulee/'));
}));

test('months turn without leaving the page, and the address follows', withPage(async (page) => {
  await page.goto('/agenda/2026/12/');
  await page.evaluate(() => { window.stayed = true; });
  await page.locator('[data-month] [rel=next]').click();
  await page.waitForURL('**/agenda/2027/01/');
  await page.getByRole('heading', { level: 1, name: /janvier 2027/i }).waitFor();
  assert.equal(await page.evaluate(() => window.stayed), true);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: /décembre 2026/i }).waitFor();
}));

test('today is that of Paris, wherever the visitor is', withPage(async (page) => {
  await page.goto('/agenda/2026/12/');
  assert.equal(await page.locator('[aria-current=date]').getAttribute('data-day'), '2026-12-01');
}, { now: '2026-12-01T20:00:00Z', timezoneId: 'Pacific/Auckland' }));

/** Chooses in a filter, and waits for the pages of the list to have come together. */
async function choose(page, name, value) {
  await page.locator(`.filters [name=${name}]`).selectOption(value);
  await page.locator('.agenda .pages').waitFor({ state: 'detached' });
  await page.evaluate(() => new Promise((done) => { setTimeout(done); }));
}

test('the first use of a filter brings the pages of a list together', withPage(async (page) => {
  await page.goto('/agenda/');
  const [, total] = /^1 à 10 sur (\d+)$/.exec(await page.locator('.pages p').innerText());
  await choose(page, 'theme', 'formation');
  assert.equal(await page.locator('.event').count(), Number(total));
  assert.equal(await page.locator('.event').filter({ visible: true }).count(), 3);
  const months = await page.locator('.month').evaluateAll((nodes) => nodes.map(({ id }) => id));
  assert.deepEqual(months, [...new Set(months)]);
  assert.match(page.url(), /\?theme=formation$/);
  await page.reload();
  await page.locator('.agenda .pages').waitFor({ state: 'detached' });
  assert.equal(await page.locator('.event').filter({ visible: true }).count(), 3);
}));

test('what is near is said before the paint, day by day', withPage(async (page) => {
  // Saturday 12 December 2026 has an event, cancelled.
  const path = '/cantal/agenda/visite-hiver-annulee/';
  const words = {
    '2026-12-12': 'aujourd’hui', '2026-12-11': 'demain', '2026-12-09': 'Ce week-end', '2026-12-05': '',
  };
  for (const [day, word] of Object.entries(words)) {
    await page.clock.setFixedTime(new Date(`${day}T08:00:00+01:00`));
    await page.goto('/cantal/');
    const event = page.locator('.event', { has: page.locator(`a[href="${path}"]`) });
    const marks = await event.locator('.soon').allTextContents();
    assert.equal(marks.join().replace("'", '’'), word, day);
    assert.match(await event.innerText(), /Annulé/);
  }
}));

test('quick filters follow the visitor\'s day', withPage(async (page) => {
  await page.clock.setFixedTime(new Date('2026-12-11T08:00:00+01:00'));
  await page.goto('/agenda/');
  const days = async () => (await shownEvents(page)).map(({ start }) => start.slice(0, 10));
  await choose(page, 'when', 'today');
  assert.deepEqual([...new Set(await days())], ['2026-12-11']);
  await choose(page, 'when', 'tomorrow');
  assert.deepEqual([...new Set(await days())], ['2026-12-12']);
  await choose(page, 'when', 'weekend');
  assert.ok((await days()).every((day) => ['2026-12-12', '2026-12-13'].includes(day)));
  assert.match(page.url(), /\?when=weekend$/);
  // The address means what it says on another day.
  await page.clock.setFixedTime(new Date('2026-12-01T08:00:00+01:00'));
  await page.reload();
  await page.locator('.agenda .pages').waitFor({ state: 'detached' });
  await page.evaluate(() => new Promise((done) => { setTimeout(done); }));
  assert.ok((await days()).every((day) => ['2026-12-05', '2026-12-06'].includes(day)));
}));

test('events from afar can be picked', withPage(async (page) => {
  await page.goto('/agenda/');
  await choose(page, 'format', 'online');
  const texts = await page.locator('.event').filter({ visible: true }).allInnerTexts();
  assert.ok(texts.length > 0 && texts.every((text) => text.includes('En ligne')), texts.join('\n'));
  assert.match(page.url(), /\?format=online$/);
}));

test('a visitor on another clock reads both times', withPage(async (page) => {
  await page.goto('/agenda/');
  const series = page.locator('.event', { has: page.locator('a[href="/gers/agenda/rencontre-mensuelle/"]') });
  assert.match(await series.first().locator('time').textContent(), /18\sh\s30.*\(heure de Paris, 12:30 chez vous\)/s);
  await page.goto('/gers/agenda/rencontre-mensuelle/');
  assert.match(await page.locator('.event-when time').first().textContent(), /12:30 chez vous/);
}, { timezoneId: 'America/New_York' }));

test('a visitor on another day reads which', withPage(async (page) => {
  await page.goto('/gers/agenda/rencontre-mensuelle/');
  assert.match(await page.locator('.event-when time').first().textContent(), /\(heure de Paris, mercredi 0?6:30 chez vous\)/);
}, { timezoneId: 'Pacific/Auckland' }));

test('a visitor on the same clock reads one', withPage(async (page) => {
  await page.goto('/agenda/');
  assert.doesNotMatch(await page.locator('.agenda').innerText(), /chez vous/);
}, { timezoneId: 'Europe/Madrid' }));

test('an event is at most nine elements', withPage(async (page) => {
  await page.goto('/agenda/');
  const sizes = await page.locator('.event').evaluateAll((items) => items
    .map((item) => [item.querySelectorAll('*').length + 1 - item.querySelectorAll('.soon').length, item.textContent]));
  assert.deepEqual(sizes.filter(([size]) => size > 10), []);
}));

test('without JavaScript pages of months and themes take the place of filters', withPage(async (page) => {
  await page.goto('/agenda/');
  assert.equal(await page.locator('.filters').isVisible(), false);
  await page.locator('.agenda-tools a[href="/agenda/2026/11/"]').click();
  await page.waitForURL('**/agenda/2026/11/');
  await page.locator('.month-nav [rel=next]').click();
  await page.waitForURL('**/agenda/2026/12/');
  assert.equal(await page.locator('table.calendar').isVisible(), true);
  await page.goto('/agenda/');
  await page.locator('.agenda-tools a[href="/agenda/themes/rencontre/"]').click();
  await page.waitForURL('**/agenda/themes/rencontre/');
  assert.ok(await page.locator('.event').count() > 0);
}, { javaScriptEnabled: false }));

test('an event downloads as a calendar', withPage(async (page, { url }) => {
  await page.goto('/lozere/agenda/journee-tiers-lieux-2027/');
  const link = page.locator('main a[href$=".ics"]').first();
  const response = await page.request.get(url + await link.getAttribute('href'));
  assert.match(response.headers()['content-type'], /^text\/calendar/);
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  assert.match(download.suggestedFilename(), /\.ics$/);
  const calendar = await readFile(await download.path(), 'utf8');
  assert.match(calendar, /^BEGIN:VCALENDAR\r\n/);
  assert.match(calendar, /\r\nSUMMARY:Journée des tiers-lieux/);
  assert.match(calendar, /\r\nDTSTART;TZID=Europe\/Paris:20270520T093000\r\n/);
}));

test('what is over is told on its own page', withPage(async (page) => {
  await page.goto('/agenda/passes/');
  const past = await shownEvents(page);
  assert.ok(past.some(({ href }) => href === '/lozere/agenda/tour-de-france-du-teletravail/'));
  assert.deepEqual(past.filter(({ start }) => start.slice(0, 10) > '2026-11-22'), []);
}));
