// What a visit leaves behind and who hears of it: nothing and nobody. `openPage` itself
// collects what the browser says of the page's policy, and requests to other origins.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { KINDS } from './kinds.js';
import { openPage, portal } from './portal.js';

const withPage = portal();

/** Waits for what the policy of the page stops, from before its first byte. */
const watchPolicy = (page) => page.addInitScript(() => {
  window.stopped = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    window.stopped.push([violatedDirective, blockedURI, sample].join(' '));
  });
});

/** In the page: what it put by in the browser. */
async function putBy() {
  const databases = await indexedDB.databases();
  const workers = await navigator.serviceWorker?.getRegistrations() ?? [];
  return [
    ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await caches.keys()),
    ...databases.map(({ name }) => name), ...workers.map(({ scope }) => scope), document.cookie,
  ].filter(Boolean);
}

describe('every kind of page keeps to its policy, and keeps nothing of a visit', () => {
  for (const [kind, path] of KINDS) {
    test(kind, withPage(async (page) => {
      await watchPolicy(page);
      await page.goto(path, { waitUntil: 'networkidle' });
      await page.mouse.move(100, 200);
      await page.mouse.wheel(0, 2000);
      assert.equal(await page.locator('meta[http-equiv=Content-Security-Policy]').count(), 1);
      assert.deepEqual(await page.evaluate(() => window.stopped), []);
      assert.deepEqual(await page.evaluate(putBy), []);
      assert.deepEqual(await page.context().cookies(), []);
    }, { serviceWorkers: 'allow' }));
  }
});

test('what a page is given beside its own does not run', withPage(async (page, { problems }) => {
  await watchPolicy(page);
  await page.route('/a-propos/', async (route) => {
    const body = await (await route.fetch()).text();
    const foreign = '<script>window.ran = 1</script><img src=x onerror="window.ran = 2"><b style="color:red">x</b>'
      + '<style>h1{color:red}</style><img src="https://ailleurs.example/a.png"><base href="https://ailleurs.example/">';
    await route.fulfill({ contentType: 'text/html', body: body.replace('<main', `${foreign}<main`) });
  });
  await page.goto('/a-propos/');
  await page.waitForFunction(() => window.stopped.length >= 6);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  const directives = await page.evaluate(() => window.stopped.map((line) => line.split(' ')[0]));
  assert.deepEqual([...new Set(directives)].sort(), [
    'base-uri', 'img-src', 'script-src-attr', 'script-src-elem', 'style-src-attr', 'style-src-elem',
  ]);
  assert.ok(problems.splice(0).some((problem) => problem.includes('Content Security Policy')));
}));

test('a host that reads `_headers` sends what no page can say', withPage(async (page) => {
  const headers = (await page.goto('/')).headers();
  assert.match(headers['content-security-policy'], /frame-ancestors 'self'/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(headers['permissions-policy'], /geolocation=\(self\)/);
  const font = await page.locator('link[rel=preload]').first().getAttribute('href');
  assert.match((await page.request.get(font)).headers()['cache-control'], /immutable/);
}));

test('an e-mail address is read, copied and followed as it is', withPage(async (page, { url }) => {
  const plain = await openPage(page.context().browser(), url, { javaScriptEnabled: false });
  for (const each of [page, plain.page]) {
    const response = await each.goto('/contact/');
    assert.doesNotMatch(await response.text(), /\w@\w/);
    const link = each.locator('footer a[href^="mailto:"]');
    assert.equal(await link.innerText(), 'bonjour@example.org');
    assert.equal(decodeURIComponent(await link.getAttribute('href')), 'mailto:bonjour@example.org');
    const client = await each.context().newCDPSession(each);
    const { nodes } = await client.send('Accessibility.getFullAXTree');
    const names = nodes.filter(({ role }) => role?.value === 'link').map(({ name }) => name.value);
    assert.ok(names.includes('bonjour@example.org'), names.filter((name) => name.includes('@')).join());
  }
  await page.locator('footer a[href^="mailto:"]').evaluate((link) => getSelection().selectAllChildren(link));
  assert.equal(await page.evaluate(() => String(getSelection())), 'bonjour@example.org');
  assert.deepEqual(plain.problems, []);
  await plain.page.context().close();
}));
