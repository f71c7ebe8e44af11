// What a page costs a visitor: bytes, requests, nodes, EcoIndex.

import { brotliCompressSync, constants } from 'node:zlib';

const TEXTS = /html|css|javascript|json|svg|xml|text/;
const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

/**
 * Opens a page in a fresh context and weighs all that it loads, in bytes: texts as brotli 11
 * makes them, as a host serves them; fonts and photos as they are.
 */
export async function weigh(browser, url, path, viewport = { width: 360, height: 740 }) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const responses = [];
  page.on('response', (response) => responses.push(response));
  try {
    await page.goto(url + path, { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready);
    const weights = await Promise.all(responses.map(weighOne));
    const total = (...kinds) => weights
      .filter(({ kind }) => kinds.includes(kind)).reduce((sum, { bytes }) => sum + bytes, 0);
    const figures = {
      code: total('document', 'stylesheet', 'script', 'fetch'),
      script: total('script'),
      font: total('font'),
      image: total('image'),
      requests: weights.length,
      nodes: await page.evaluate(nodesOutsideDrawings),
    };
    const bytes = figures.code + figures.font + figures.image;
    const loads = weights.toSorted((a, b) => b.bytes - a.bytes);
    return { ...figures, bytes, ecoindex: ecoIndex({ ...figures, bytes }), loads };
  } finally {
    await context.close();
  }
}

async function weighOne(response) {
  const type = response.headers()['content-type'] ?? '';
  const body = await response.body();
  const bytes = TEXTS.test(type) ? brotliCompressSync(body, best).length : body.length;
  // An icon or a manifest is of type "other".
  const resource = response.request().resourceType();
  const kind = resource === 'other' ? 'image' : resource;
  return { kind, bytes, name: new URL(response.url()).pathname };
}

/** In the page: its elements, those inside drawings apart, as EcoIndex counts. */
function nodesOutsideDrawings() {
  return document.querySelectorAll('*').length - document.querySelectorAll('svg *').length;
}

// The quantiles of the pages of the web, from the method of the collective GreenIT.
const NODES = [0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237,
  1459, 1801, 2479, 594601];
const REQUESTS = [0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205,
  281, 3920];
const KILOBYTES = [0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47,
  1448.32, 1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54,
  223212.26];

/** The EcoIndex of 0 to 100, of which 81 and above is A. */
export function ecoIndex({ nodes, requests, bytes }) {
  const ranks = 3 * rank(NODES, nodes) + 2 * rank(REQUESTS, requests)
    + rank(KILOBYTES, bytes / 1024);
  return Math.round(100 - 5 * ranks / 6);
}

function rank(quantiles, value) {
  const above = quantiles.findIndex((quantile) => value < quantile);
  if (above < 0) return quantiles.length;
  const [low, high] = [quantiles[above - 1], quantiles[above]];
  return above - 1 + (value - low) / (high - low);
}
