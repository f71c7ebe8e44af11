// Pages of other systems, to weigh ours beside: folders that a host can serve.

import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('node_modules', import.meta.url));
const WORK = fileURLToPath(new URL('../../target/visitors', import.meta.url));

/** Builds the anchors: `{ name, folder, path }` each. */
export async function buildAnchors() {
  await rm(WORK, { recursive: true, force: true });
  await mkdir(WORK, { recursive: true });
  const anchors = [await govUk(), dsfr(), hugo()];
  return anchors.filter(Boolean);
}

/** A page assembled from the components that the GOV.UK Design System ships as examples. */
async function govUk() {
  const dist = join(MODULES, 'govuk-frontend/dist/govuk');
  const folder = join(WORK, 'govuk');
  await mkdir(folder);
  await cp(join(dist, 'assets'), join(folder, 'assets'), { recursive: true });
  for (const file of ['govuk-frontend.min.css', 'govuk-frontend.min.js']) {
    await cp(join(dist, file), join(folder, file));
  }
  const part = (name) => readFile(join(dist, 'components', name, 'template-default.html'), 'utf8');
  const names = ['header', 'service-navigation', 'breadcrumbs', 'accordion', 'summary-list',
    'table', 'tag', 'inset-text', 'footer'];
  const [header, navigation, breadcrumbs, ...rest] = await Promise.all(names.map(part));
  const footer = rest.pop();
  await writeFile(join(folder, 'index.html'), `<!DOCTYPE html>
<html lang="en" class="govuk-template">
<head><meta charset="utf-8"><title>Page – GOV.UK</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="description" content="An example page."><link rel="icon" href="/assets/images/favicon.svg">
<link rel="stylesheet" href="/govuk-frontend.min.css"></head>
<body class="govuk-template__body">
<script>document.body.className += ' js-enabled govuk-frontend-supported';</script>
${header}${navigation}
<div class="govuk-width-container">${breadcrumbs}<main class="govuk-main-wrapper">
<h1 class="govuk-heading-xl">Example page</h1>
<p class="govuk-body">A page of a service.</p>${rest.join('\n')}</main></div>${footer}
<script type="module">import { initAll } from '/govuk-frontend.min.js'; initAll();</script>
</body></html>`);
  return { name: 'GOV.UK Design System', folder, path: '/' };
}

/** The first example page that the design system of the French State ships. */
function dsfr() {
  const folder = join(MODULES, '@gouvfr/dsfr');
  return { name: 'DSFR, example page', folder, path: '/example/index.html' };
}

/** The site and the theme that `hugo new` makes, as they are. Absent where Hugo is. */
function hugo() {
  const site = join(WORK, 'hugo');
  const run = (cwd, ...args) => spawnSync('hugo', args, { cwd, encoding: 'utf8' }).status === 0;
  const built = run(WORK, 'new', 'site', site) && run(site, 'new', 'theme', 'own')
    && run(site, '--theme', 'own', '--minify', '--baseURL', '/', '--source', site,
      '--contentDir', 'themes/own/content');
  return built ? { name: 'Hugo, its default theme', folder: join(site, 'public'), path: '/' } : null;
}
