// Search, as one types: the dialog of every page and the page of results.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import axe from 'axe-core';

import { isFocused, portal, visibleTexts } from './portal.js';

const withPage = portal();
/** The script of search, and the files of the index. */
const SCRIPT = /\/recherche\/reglages|search-dialog/;
const INDEX = /\/recherche\/(fr|en)-[0-9a-f]+\//;
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const ROW = '.search-result';

/** Opens the page of results; answers with the results: title, address, marked words. */
async function resultsOf(page, query, path = '/recherche/') {
  await page.goto(`${path}?q=${encodeURIComponent(query)}`);
  await page.locator(ROW).first().waitFor();
  return shownResults(page);
}

function shownResults(page) {
  return page.locator(ROW).filter({ visible: true }).evaluateAll((items) =>
    items.map((item) => ({
      title: item.querySelector('a').textContent,
      href: item.querySelector('a').getAttribute('href').replace(/#.*/, ''),
      marks: [...item.querySelectorAll('mark')].map((mark) => mark.textContent),
    })));
}

/** Opens the dialog and types, as fast as a machine does. */
async function typeInDialog(page, query) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(query);
}

const status = (page) => page.locator('.search-status');

/** Waits until the status tells what a pattern says. */
async function says(page, pattern) {
  await status(page).filter({ hasText: pattern }).waitFor();
}

/** The number of results that the status tells. */
async function told(page) {
  return Number(/(\d+) résultat/.exec(await status(page).innerText())?.[1] ?? NaN);
}

const list = (page, name) => page.locator(`select[name=${name}]`);

/** What a list of a filter offers: values that have a count, with it. */
function offered(page, name) {
  return list(page, name).locator('option').evaluateAll((options) =>
    options.filter(({ value }) => value).map(({ value, text }) =>
      ({ value, count: Number(/\((\d+)\)$/.exec(text)?.[1]) })));
}

/** The requests of a page for files of search. */
function requestsOf(page) {
  const paths = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return () => paths.filter((path) => /recherche\/|search-/.test(path));
}

/** What axe finds in the page as it stands, in both color schemes. */
async function violations(page) {
  await page.evaluate(axe.source);
  const found = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    found.push(...await page.evaluate(async () => {
      const { violations } = await window.axe.run(document);
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`));
    }));
  }
  return found;
}

describe('what is found', () => {
  test('accents do not matter, and found words are marked', withPage(async (page) => {
    const marks = (await resultsOf(page, 'teletravail')).flatMap(({ marks }) => marks);
    assert.ok(marks.some((mark) => mark.toLowerCase() === 'télétravail'), marks.join());
    assert.ok(marks.every((mark) => /^t[ée]l[ée]-?travail/i.test(mark)), marks.join());
  }));

  test('a page is found by its title first', withPage(async (page) => {
    const [first] = await resultsOf(page, 'soirée des nouveaux arrivants');
    assert.equal(first.href, '/gers/agenda/soiree-nouveaux-arrivants/');
  }));

  test('a commune leads to its page, and puts what is near first', withPage(async (page) => {
    await resultsOf(page, 'Murat 15300');
    const card = page.locator('.search-places li').first();
    assert.match(await card.innerText(), /Murat\s+15300 · Cantal/);
    assert.equal(await card.locator('a').getAttribute('href'), '/cantal/communes/murat/');
    const near = card.getByRole('button');
    await near.click();
    await page.locator('.search-places [aria-pressed=true]').waitFor();
    assert.ok(new URL(page.url()).searchParams.get('pres'));
    assert.equal(await isFocused(near), true);
    await page.locator('.search-result small').filter({ hasText: /\d\s*km/ }).first().waitFor();
    await near.click();
    await page.waitForURL((url) => !url.searchParams.has('pres'));
  }));

  test('nearness set by a link can be taken back', withPage(async (page) => {
    await page.goto('/recherche/?q=fibre&pres=murat-15138');
    const nearest = page.getByLabel('Les plus proches d’abord');
    await nearest.waitFor();
    assert.equal(await nearest.isChecked(), true);
    await page.getByText('Les plus proches d’abord').click();
    await page.waitForURL((url) => !url.searchParams.has('pres'));
  }));

  test('a mistyped word is put right, and it is said', withPage(async (page) => {
    await resultsOf(page, 'télésentre');
    assert.match(await status(page).innerText(), /Rien pour «\st[ée]l[ée]sentre\s»\s: résultats pour «\st[ée]l[ée]centres?\s»/);
  }));

  test('words that no page has together are said', withPage(async (page) => {
    await resultsOf(page, 'fibre immobilier ornithologue télécentre');
    assert.match(await status(page).innerText(), /Aucune page n’a tous ces mots|laissés de côté/);
  }));

  test('what nothing answers is said, with ways on', withPage(async (page) => {
    await page.goto('/recherche/?q=xylophoniste&kind=offre');
    await says(page, /Aucun résultat pour «\sxylophoniste\s»/);
    const advice = page.locator('.search-advice');
    assert.ok(await advice.getByRole('link').count() >= 3);
    assert.deepEqual(await violations(page), []);
    await advice.getByRole('button', { name: 'Retirer les filtres' }).click();
    await page.waitForURL((url) => !url.searchParams.has('kind'));
    assert.equal(await isFocused(page.locator('#search-q')), true);
  }));

  test('an English page searches English pages, and the French one is a link away', withPage(async (page) => {
    const results = await resultsOf(page, 'network', '/en/recherche/');
    assert.deepEqual(results.filter(({ href }) => !href.startsWith('/en/')), []);
    await page.getByRole('link', { name: 'Search in French' }).click();
    await page.waitForURL((url) => url.pathname === '/recherche/' && url.searchParams.get('q') === 'network');
    assert.equal(await page.locator('#search-q').inputValue(), 'network');
  }));

  test('a result opens where its words are', withPage(async (page) => {
    await resultsOf(page, 'télétravail');
    const links = page.locator('.search-result a');
    const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    assert.ok(hrefs.some((href) => /#:~:text=./.test(href)), hrefs.join());
  }));
});

test('the page of results is dressed as the dialog is', withPage(async (page) => {
  const looks = (part) => page.locator(`${part} ${ROW}`).first().evaluate((row) => {
    const { borderTopWidth, paddingBottom } = getComputedStyle(row);
    const { fontSize, fontWeight } = getComputedStyle(row.querySelector('a'));
    return { borderTopWidth, paddingBottom, fontSize, fontWeight };
  });
  await resultsOf(page, 'fibre');
  const onPage = await looks('main');
  await page.goto('/cantal/');
  await typeInDialog(page, 'fibre');
  await says(page, /«\sfibre\s»/);
  assert.deepEqual(await looks('dialog'), onPage);
}));

describe('filters', () => {
  test('they narrow by what they announce, and live in the address', withPage(async (page) => {
    await resultsOf(page, 'télétravail');
    const all = await told(page);
    await list(page, 'departement').hover();
    await list(page, 'departement').locator('option', { hasText: /\(\d+\)/ }).first().waitFor({ state: 'attached' });
    const { value, count } = (await offered(page, 'departement')).find(({ value }) => value === 'cantal');
    assert.ok(count > 0 && count < all, `${count} of ${all}`);
    await list(page, 'departement').selectOption(value);
    await says(page, new RegExp(`^${count} résultat`));
    const results = await shownResults(page);
    assert.deepEqual(results.filter(({ href }) => !href.startsWith('/cantal/')), []);
    assert.equal(new URL(page.url()).searchParams.get('departement'), 'cantal');
    await page.reload();
    await says(page, new RegExp(`^${count} résultat`));
    assert.equal(await list(page, 'departement').inputValue(), 'cantal');
  }));

  test('a choice is a step back and forward, a letter is not', withPage(async (page) => {
    await page.goto('/');
    await resultsOf(page, 'télétravai');
    await page.locator('#search-q').press('End');
    await page.keyboard.type('l');
    await page.waitForURL((url) => url.searchParams.get('q') === 'télétravail');
    await says(page, /«\stélétravail\s»/);
    const { count } = (await offered(page, 'kind')).find(({ value }) => value === 'espace');
    await list(page, 'kind').selectOption('espace');
    await says(page, new RegExp(`^${count} résultat`));
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has('kind'));
    assert.equal(new URL(page.url()).searchParams.get('q'), 'télétravail');
    await page.waitForFunction(() => document.querySelector('select[name=kind]').value === '');
    await page.goForward();
    await says(page, new RegExp(`^${count} résultat`));
    assert.equal(await list(page, 'kind').inputValue(), 'espace');
    await page.goBack();
    await page.goBack();
    assert.equal(new URL(page.url()).pathname, '/');
  }));

  test('finer ones come when they are asked for, each with its count', withPage(async (page) => {
    await resultsOf(page, 'télétravail');
    const asked = requestsOf(page);
    await page.getByText('Plus de filtres').click();
    await list(page, 'commune').waitFor();
    assert.ok(asked().length >= 1);
    assert.deepEqual(await violations(page), []);
    const event = page.getByLabel(/^À venir/);
    const count = Number(/\d+/.exec(await page.locator('label', { has: event }).innerText()));
    await event.check();
    await says(page, new RegExp(`^${count} résultat`));
    assert.equal(new URL(page.url()).searchParams.get('avenir'), '1');
  }));

  test('a link with a finer filter shows it', withPage(async (page) => {
    await page.goto('/recherche/?q=télétravail&avenir=1');
    await page.locator(ROW).first().waitFor();
    assert.equal(await page.getByLabel(/^À venir/).isChecked(), true);
  }));
});

describe('the list', () => {
  test('five first; more at the end of the list, by a pause or by the button', withPage(async (page) => {
    await page.goto('/recherche/?q=télétravail');
    await page.locator(ROW).nth(4).waitFor();
    assert.equal(await page.locator(ROW).count(), 5);
    await page.getByRole('button', { name: 'Plus de résultats' }).click();
    await page.locator(ROW).nth(14).waitFor();
    assert.equal(await isFocused(page.locator('.search-result a').nth(5)), true);
  }, PHONE));

  test('scrolling to its end brings more', withPage(async (page) => {
    await page.goto('/recherche/?q=télétravail');
    await page.locator(ROW).nth(4).waitFor();
    await page.getByRole('button', { name: 'Plus de résultats' }).scrollIntoViewIfNeeded();
    await page.locator(ROW).nth(14).waitFor();
  }, { ...PHONE, now: null }));

  test('rows keep their place while their text is on its way', withPage(async (page) => {
    await page.goto('/recherche/?q=télétravail');
    await page.locator(ROW).nth(4).waitFor();
    const held = [];
    await page.route(INDEX, (route) => held.push(route));
    await page.getByRole('button', { name: 'Plus de résultats' }).click();
    if (!held.length) await page.waitForTimeout(200);
    // Their block may have come with the first ones.
    const waiting = await page.locator('.search-coming').count();
    assert.ok(waiting === 10 || await page.locator(ROW).count() === 15);
    await Promise.all(held.map((route) => route.continue()));
    await page.unroute(INDEX);
    await page.locator(ROW).nth(14).waitFor();
  }, PHONE));
});

describe('the dialog', () => {
  test('Ctrl+K opens it, arrows walk through it, Escape gives the focus back', withPage(async (page) => {
    await page.goto('/cantal/');
    const link = page.locator('.menu a').nth(1);
    await link.focus();
    await typeInDialog(page, 'télétravail');
    const links = page.locator('dialog .search-result a');
    await says(page, /«\stélétravail\s»/);
    await page.keyboard.press('ArrowDown');
    assert.equal(await isFocused(links.first()), true);
    await page.keyboard.press('End');
    assert.equal(await isFocused(links.last()), true);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    assert.equal(await isFocused(links.nth(1)), true);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.equal(await isFocused(page.locator('dialog .search-input')), true);
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('dialog').count(), 0);
    assert.equal(await isFocused(link), true);
  }));

  test('the button of the header opens it too, and a slash, but not in a field', withPage(async (page) => {
    await page.goto('/');
    await page.locator('[data-search-open]').first().click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('a/b');
    assert.equal(await page.locator('dialog .search-input').inputValue(), 'a/b');
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('dialog').count(), 0);
    await page.keyboard.press('/');
    await page.getByRole('dialog').waitFor();
  }));

  test('what is typed while it is on its way is not lost', withPage(async (page) => {
    await page.route(SCRIPT, async (route) => {
      await new Promise((done) => setTimeout(done, 500));
      await route.continue();
    });
    await page.goto('/');
    await page.keyboard.press('/');
    await page.keyboard.type('fibre');
    await page.getByRole('dialog').waitFor();
    assert.equal(await page.locator('dialog .search-input').inputValue(), 'fibre');
    await page.locator(ROW).first().waitFor();
  }));

  test('Enter shows the same on the page of results, filters included', withPage(async (page) => {
    await page.goto('/');
    await typeInDialog(page, 'fibre');
    await says(page, /«\sfibre\s»/);
    const [{ value, count }] = await offered(page, 'kind');
    await list(page, 'kind').selectOption(value);
    await says(page, new RegExp(`^${count} résultat`));
    const inDialog = await shownResults(page);
    await page.locator('dialog .search-input').press('Enter');
    await page.waitForURL(({ pathname, searchParams }) =>
      pathname === '/recherche/' && searchParams.get('q') === 'fibre' && searchParams.get('kind') === value);
    await page.locator(ROW).first().waitFor();
    assert.deepEqual((await shownResults(page)).slice(0, 5), inDialog.slice(0, 5));
  }));

  test('it speaks from the second letter, and tells the count once the typing stops', withPage(async (page) => {
    await page.clock.install();
    await page.goto('/');
    await page.evaluate(() => {
      window.said = [];
      new MutationObserver(() => {
        const text = document.querySelector('dialog [role=status]')?.textContent;
        if (text && text !== window.said.at(-1)) window.said.push(text);
      }).observe(document.body, { subtree: true, childList: true });
    });
    await typeInDialog(page, 't');
    assert.equal(await page.locator(ROW).count(), 0);
    // From here on time passes as the test says.
    await page.clock.pauseAt(Date.now() + 3_600_000);
    for (const letter of 'élétravail') {
      await page.keyboard.type(letter);
      await page.clock.runFor(40);
    }
    await page.clock.runFor(200);
    await says(page, /«\stélétravail\s»/);
    await page.clock.runFor(1000);
    await page.waitForFunction(() => /résultats pour «\stélétravail\s»/.test(window.said.at(-1)));
    const said = await page.evaluate(() => window.said);
    assert.ok(said.filter((text) => text.includes('pour «')).length === 1, said.join(' | '));
  }, { now: null }));

  test('on a phone it fills the screen, its field on top, nothing beyond the edge', withPage(async (page) => {
    await page.goto('/');
    await typeInDialog(page, 'télétravail');
    await page.locator(ROW).first().waitFor();
    const box = await page.locator('dialog').boundingBox();
    assert.deepEqual([box.x, box.y, box.width, box.height], [0, 0, 360, 740]);
    await page.locator(ROW).nth(3).scrollIntoViewIfNeeded();
    const field = await page.locator('dialog .search-input').boundingBox();
    assert.ok(field.y >= 0 && field.y < 60, `field at ${field.y}`);
    const wide = await page.locator('dialog').evaluate((dialog) => dialog.scrollWidth > dialog.clientWidth);
    assert.equal(wide, false);
    assert.deepEqual(await smallTargets(page, 'dialog'), []);
  }, PHONE));

  test('text of twice the size fits a phone', withPage(async (page) => {
    await page.goto('/recherche/?q=murat');
    await page.addStyleTag({ content: 'html { font-size: 200% }' });
    await page.getByText('Plus de filtres').click();
    await list(page, 'commune').waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${wide} px`);
  }, { ...PHONE, bypassCSP: true }));

  for (const query of ['télétravail', 'murat', 'xylophoniste']) {
    test(`axe finds nothing, with what answers ${query}`, withPage(async (page) => {
      await page.goto('/');
      await typeInDialog(page, query);
      await says(page, query);
      const finer = page.getByText('Plus de filtres');
      if (await finer.isVisible()) await finer.click();
      assert.deepEqual(await violations(page), []);
    }));
  }

  test('who walks through the results keeps the place when others come', withPage(async (page) => {
    await page.goto('/');
    await typeInDialog(page, 'fibre');
    await says(page, /«\sfibre\s»/);
    await page.route(INDEX, async (route) => {
      await new Promise((done) => setTimeout(done, 300));
      await route.continue();
    });
    await page.locator('dialog .search-input').fill('accueil');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await says(page, /«\saccueil\s»/);
    assert.equal(await isFocused(page.locator('dialog .search-result a').nth(1)), true);
  }));
});

/** Controls and links apart from sentences that are less than 44 px high, inside a part of a page. */
function smallTargets(page, part) {
  return page.locator(`${part} :is(button, a, select, summary, .search-input, label:has(input))`)
    .filter({ visible: true })
    .evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().height < 43.5)
      .map((each) => `${each.textContent} ${each.getBoundingClientRect().height}`));
}

describe('the network', () => {
  test('nothing is fetched before it is needed', withPage(async (page) => {
    const asked = requestsOf(page);
    await page.goto('/', { waitUntil: 'networkidle' });
    assert.deepEqual(asked(), []);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.waitForLoadState('networkidle');
    assert.ok(asked().some((path) => SCRIPT.test(path)));
    assert.deepEqual(asked().filter((path) => INDEX.test(path)), []);
    await page.keyboard.type('f');
    await page.waitForLoadState('networkidle');
    assert.deepEqual(asked().filter((path) => INDEX.test(path)), []);
  }));

  test('no query leaves the browser', withPage(async (page) => {
    const leaks = [];
    page.on('request', (request) => {
      const sent = `${request.url()} ${request.headers().referer} ${request.postData()}`;
      if (/ch[eè]vrefeuille/.test(decodeURIComponent(sent))) leaks.push(sent);
    });
    await page.goto('/');
    await typeInDialog(page, 'chèvrefeuille fibre');
    await page.locator(ROW).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.has('q'));
    await page.locator(ROW).first().waitFor();
    await page.locator('.search-result a').first().click();
    await page.waitForURL((url) => !url.searchParams.has('q'));
    assert.deepEqual(leaks, []);
  }));

  test('a slow one is said, and nothing that was overtaken shows', withPage(async (page) => {
    await page.goto('/recherche/?q=fibre');
    await page.locator(ROW).first().waitFor();
    const before = await shownResults(page);
    let answer;
    const held = new Promise((done) => { answer = done; });
    await page.route(INDEX, (route) => held.then(() => route.continue()));
    await page.evaluate(() => {
      window.shown = new Set();
      new MutationObserver(() => window.shown.add(document.querySelector('.search-status').textContent))
        .observe(document.querySelector('.search'), { subtree: true, childList: true });
    });
    await page.locator('#search-q').fill('télé');
    await says(page, 'Recherche en cours…');
    assert.deepEqual(await shownResults(page), before);
    await page.locator('#search-q').fill('agenda');
    answer();
    await says(page, /«\sagenda\s»/);
    const shown = await page.evaluate(() => [...window.shown]);
    assert.deepEqual(shown.filter((text) => /«\stélé\s»/.test(text)), []);
  }, { now: null }));

  test('letters typed while it is slow are not asked for one by one', withPage(async (page) => {
    const asked = requestsOf(page);
    const alone = async (query) => {
      const before = asked().length;
      await page.goto('/');
      await typeInDialog(page, query);
      await says(page, new RegExp(`«\\s${query}\\s»`));
      await page.waitForLoadState('networkidle');
      return asked().slice(before);
    };
    const known = [...await alone('te'), ...await alone('teletravail')];
    let answer;
    const held = new Promise((done) => { answer = done; });
    await page.route(INDEX, (route) => held.then(() => route.continue()));
    await page.goto('/');
    const first = page.waitForRequest(INDEX);
    await typeInDialog(page, 'te');
    await first;
    const before = asked().length;
    await page.keyboard.type('letravail');
    answer();
    await says(page, /«\steletravail\s»/);
    assert.deepEqual(asked().slice(before).filter((path) => !known.includes(path)), []);
  }, { now: null }));

  test('a lost one is said, and search goes on when it is back', withPage(async (page, { problems }) => {
    await page.goto('/recherche/?q=fibre');
    await page.locator(ROW).first().waitFor();
    const before = await shownResults(page);
    await page.context().setOffline(true);
    await page.locator('#search-q').fill('télétravail');
    await says(page, /Pas de réseau/);
    assert.deepEqual(await shownResults(page), before);
    assert.equal(await page.getByRole('button', { name: 'Réessayer' }).isVisible(), true);
    assert.deepEqual(await violations(page), []);
    await page.context().setOffline(false);
    await says(page, /«\stélétravail\s»/);
    assert.equal(await page.getByRole('button', { name: 'Réessayer' }).isVisible(), false);
    problems.length = 0;
  }));

  test('a failed download is tried twice, said, and can be tried again', withPage(async (page, { problems }) => {
    let tries = 0;
    await page.route(INDEX, (route) => {
      tries += 1;
      return route.abort();
    });
    await page.goto('/recherche/?q=fibre');
    await says(page, 'La recherche n’a pas pu se faire.');
    assert.ok(tries >= 2, `${tries} tries`);
    assert.equal(await page.locator('[data-search-fallback]').isVisible(), true);
    await page.unroute(INDEX);
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await page.locator(ROW).first().waitFor();
    problems.length = 0;
  }));

  test('one failure alone is not even noticed', withPage(async (page, { problems }) => {
    await page.route(INDEX, (route) => route.abort(), { times: 1 });
    await page.goto('/recherche/?q=fibre');
    await page.locator(ROW).first().waitFor();
    problems.length = 0;
  }));

  test('an index that is no more asks for a reload, which keeps the query', withPage(async (page, { problems }) => {
    await page.route(INDEX, (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto('/');
    await typeInDialog(page, '');
    await page.locator('dialog .search-input').fill('fibre');
    await says(page, /vient d’être mis à jour/);
    await page.unroute(INDEX);
    await page.getByRole('button', { name: 'Recharger la page' }).click();
    await page.waitForURL((url) => url.pathname === '/recherche/' && url.searchParams.get('q') === 'fibre');
    await page.locator(ROW).first().waitFor();
    problems.length = 0;
  }));

  test('the page of results comes to life when the network is back', withPage(async (page, { problems }) => {
    await page.route(SCRIPT, (route) => route.abort());
    await page.goto('/recherche/?q=fibre');
    await page.waitForLoadState('networkidle');
    assert.equal(await page.locator('[data-search-fallback]').isVisible(), true);
    await page.unroute(SCRIPT);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.locator(ROW).first().waitFor();
    problems.length = 0;
  }));
});

test('without JavaScript the index by kind and territory is there', withPage(async (page) => {
  await page.goto('/');
  await page.locator('[data-search-open]').first().click();
  await page.waitForURL('**/recherche/');
  const links = page.locator('[data-search-fallback] a');
  const hrefs = await links.evaluateAll((all) =>
    all.filter((link) => link.checkVisibility()).map((link) => link.getAttribute('href')));
  for (const href of ['/cantal/', '/gers/offres/', '/orne/espaces/', '/agenda/', '/plan-du-site/']) {
    assert.ok(hrefs.includes(href), href);
  }
  assert.deepEqual(await visibleTexts(page, '.search-results'), []);
}, { javaScriptEnabled: false }));
