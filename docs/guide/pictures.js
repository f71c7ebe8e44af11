// Takes the pictures of the guide: builds a portal from the guide's own examples, opens the
// page of each in headless Chromium, and writes content/medias/<page>.webp.
//
//   npm ci --prefix tests/browser          once
//   node docs/guide/pictures.js            all, or: … fiche-offre fiche-commune
//
// TT_SITE names the program (target/debug/tt-site), CHROMIUM the browser.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { BINARY, BUILD_DAY, launch, openPage } from '../../tests/browser/portal.js';
import { serveFolder } from '../../tests/browser/server.js';

const PAGES = fileURLToPath(new URL('content/pages/', import.meta.url));
const MEDIAS = fileURLToPath(new URL('content/medias/', import.meta.url));

/** Pixels of a picture: a page 800 wide, drawn half as large again. */
const WIDTH = 800;
const SCALE = 1.5;
/** Heaviest picture, in bytes, and the qualities to try. */
const MOST = 60_000;
const QUALITIES = [90, 80, 70, 60, 45];

/** What is shown: the page of the guide, the address, from which element on, how high. */
const SHOTS = [
  ['premiere-page', '/cantal/espaces/telecentre-des-tilleuls/', 'main', 620],
  ['fiche-espace', '/cantal/espaces/telecentre-murat/', 'main', 1240],
  ['fiche-offre', '/cantal/offres/maison-de-bourg/', 'main', 860],
  ['fiche-immobilier', '/cantal/immobilier/', 'main', 800],
  ['fiche-accueil', '/cantal/accueil/venir-dans-le-cantal/', 'main', 950],
  ['fiche-temoignage', '/cantal/temoignages/une-graphiste/', 'main', 820],
  ['fiche-evenement', '/cantal/agenda/cafe-des-nouveaux/', 'main', 550],
  ['fiche-formation', '/cantal/formations/travailler-a-distance/', 'main', 960],
  ['fiche-reseau', '/cantal/reseau/club-des-teletravailleurs/', 'main', 1100],
  ['fiche-dispositif', '/cantal/dispositifs/aide-au-premier-loyer/', 'main', 800],
  ['fiche-commune', '/cantal/communes/murat/', 'main', 860],
  ['fiche-actualite', '/cantal/actualites/une-salle-de-plus/', 'main', 660],
  ['fiche-departement', '/cantal/', 'main', 760],
  ['fiche-region', '/regions/auvergne-rhone-alpes/', 'main', 480],
  ['fiche-page', '/avant-de-venir/', 'main', 760],
  ['fiche-page-d-accueil', '/', 'main', 900],
  ['fiche-portail', '/', 'header', 400],
];

/** The files that pages of the guide give whole: a fence whose second word is a path. */
async function examples() {
  const files = new Map();
  for (const page of (await readdir(PAGES)).sort()) {
    const text = await readFile(join(PAGES, page), 'utf8');
    for (const [, path, content] of text.matchAll(/^```\w+ (content\/\S+)\n(.*?)^```$/gms)) {
      // A portal in one language has no translation.
      if (!path.includes('.en.')) files.set(path, content);
    }
  }
  return files;
}

async function build() {
  const root = await mkdtemp(join(tmpdir(), 'tt-site-guide-'));
  for (const [path, content] of await examples()) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  const program = process.env.TT_SITE ?? BINARY;
  await promisify(execFile)(program, ['build', '--root', root, '--date', BUILD_DAY]);
  return root;
}

/** The part of the page to show, in CSS pixels: it ends where nothing is cut in two. */
function part(page, selector, height) {
  return page.evaluate(([selector, width, height]) => {
    const whole = document.querySelector(selector).getBoundingClientRect();
    const boxes = [...document.querySelectorAll('h1, h2, h3, p, li, tr, figure, svg, [class*=card]')]
      .map((element) => ({ element, ...element.getBoundingClientRect().toJSON() }))
      .filter((box) => box.height > 0 && box.height < height / 3);
    let end = selector === 'main' ? Math.min(whole.top + height, whole.bottom) : whole.top + height;
    const isCut = ({ element, top, bottom }) => top < end
      && (bottom > end || (/^H/.test(element.tagName) && bottom > end - 40));
    for (let cut = boxes.find(isCut); cut; cut = boxes.find(isCut)) end = cut.top - 12;
    return { x: 0, y: whole.top, width, height: end - whole.top, scale: 1 };
  }, [selector, WIDTH, height]);
}

async function shoot(page, clip) {
  const session = await page.context().newCDPSession(page);
  for (const quality of QUALITIES) {
    const shot = { format: 'webp', quality, clip, captureBeyondViewport: true };
    const { data } = await session.send('Page.captureScreenshot', shot);
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length <= MOST) return { bytes, quality };
  }
  throw new Error(`no quality gives less than ${MOST} bytes`);
}

const asked = process.argv.slice(2);
const root = await build();
const [host, browser] = await Promise.all([serveFolder(join(root, 'public')), launch()]);
try {
  await mkdir(MEDIAS, { recursive: true });
  for (const [name, path, selector, height] of SHOTS) {
    if (asked.length && !asked.includes(name)) continue;
    const viewport = { width: WIDTH, height: 900 };
    const { page, problems } = await openPage(browser, host.url, { viewport, deviceScaleFactor: SCALE });
    await page.goto(path, { waitUntil: 'networkidle' });
    const { bytes, quality } = await shoot(page, await part(page, selector, height));
    await writeFile(join(MEDIAS, `${name}.webp`), bytes);
    console.log(`${name}.webp: ${bytes.length} bytes, quality ${quality}`, ...problems);
    await page.context().close();
  }
} finally {
  await browser.close();
  host.close();
  await rm(root, { recursive: true });
}
