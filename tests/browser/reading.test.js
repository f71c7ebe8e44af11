// Read otherwise: text twice as large, spaced out, without colors, and by ear.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { KINDS } from './kinds.js';
import { portal } from './portal.js';

const withPage = portal();

/** WCAG 1.4.12: what readers may override. */
const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-bottom: 2em !important; }`;
/** WCAG 1.4.4: the text twice as large, as a browser's own setting makes it. */
const LARGE = 'html { font-size: 200% !important; }';

const OVERRIDES = [['spaced', SPACING, 320], ['spaced', SPACING, 1280], ['large', LARGE, 640], ['large', LARGE, 1280]];
/** Kinds of pages with drawings that say something. */
const DRAWN = ['home', 'department', 'map', 'property', 'scheme', 'network', 'compare'];

describe('nothing is clipped, laid over or off the page', () => {
  for (const [kind, path] of KINDS) {
    test(kind, withPage(async (page) => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(path);
      if (kind === 'search') await page.getByRole('status').waitFor({ state: 'attached' });
      for (const [what, css, width] of OVERRIDES) {
        const style = await page.addStyleTag({ content: css });
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await page.evaluate(clipped), [], `${what}, ${width} px`);
        await style.evaluate((element) => element.remove());
      }
    }, { bypassCSP: true }));
  }
});

describe('targets are large enough', () => {
  for (const [kind, path] of KINDS) {
    test(kind, withPage(async (page) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(path);
      assert.deepEqual(await page.evaluate(smallTargets), []);
    }));
  }
});

describe('colors forced by the system', () => {
  for (const [kind, path] of KINDS.filter(([kind]) => DRAWN.includes(kind))) {
    test(kind, withPage(async (page) => {
      await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
      await page.goto(path);
      assert.deepEqual(await page.evaluate(unforced), []);
    }));
  }
});

const LANDMARKS = {
  home: '/',
  department: '/cantal/',
  workspace: '/cantal/espaces/telecentre-murat/',
  agenda: '/agenda/',
  map: '/carte/',
};

describe('what a screen reader meets, in order', () => {
  for (const [kind, path] of Object.entries(LANDMARKS)) {
    test(kind, withPage(async (page) => {
      await page.goto(path);
      const tree = await page.locator('body').ariaSnapshot();
      const order = ['link "Aller au contenu"', 'banner', 'navigation "Menu principal"', 'navigation "Langues', 'main', 'heading', 'contentinfo'];
      let from = 0;
      for (const part of order) {
        const at = tree.indexOf(`- ${part}`, from);
        assert.ok(at >= 0, `${part} comes next in\n${tree.slice(from, from + 600)}`);
        from = at;
      }
      const main = tree.slice(tree.indexOf('- main'));
      assert.match(main.slice(main.indexOf('- heading')), /^- heading ".+" \[level=1\]/, 'the first heading is the title');
      assert.deepEqual(await page.evaluate(namelessLandmarks), []);
      assert.deepEqual(await page.evaluate(skippedLevels), []);
    }));
  }
});

/** In the page: texts that their box cuts, that leave the page, or that cover another. */
function clipped() {
  const found = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) found.push(`scrolls sideways: ${document.documentElement.scrollWidth} > ${width}`);
  const scrolls = '.scroll, .tableau, .map-list, .territory ul, .facet ul, pre, .hide, .search-told, .skip, svg, select';
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility() || element.closest(scrolls)) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const cut = (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1)
      || (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1);
    if (cut && !element.matches('.hero, .map-frame')) found.push(`cut: ${name(element)}`);
  }
  const blocks = [...document.querySelectorAll('main :is(h1, h2, h3, p, li, dt, dd, td, th, a, button, label)')];
  const lines = blocks.filter((block) => block.checkVisibility() && !block.closest(`${scrolls}, [aria-hidden]`)
    && [...block.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const rectsOf = (block) => {
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const rects = [];
    while (texts.nextNode()) {
      if (texts.currentNode.parentElement.closest('.hide')) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      rects.push(...range.getClientRects());
    }
    return rects.filter((rect) => rect.width > 2 && rect.height > 2);
  };
  const boxes = lines.map((block) => ({ block, rects: rectsOf(block) }));
  for (const { block, rects } of boxes) {
    if (rects.some((rect) => rect.right > width + 1 || rect.left < -1)) found.push(`off the page: ${name(block)}`);
  }
  for (let i = 0; i + 1 < boxes.length; i++) {
    const [one, next] = [boxes[i], boxes[i + 1]];
    if (one.block.contains(next.block) || next.block.contains(one.block)) continue;
    const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 8;
    if (one.rects.some((a) => next.rects.some((b) => over(a, b)))) found.push(`laid over: ${name(one.block)} and ${name(next.block)}`);
  }
  return found;
}

/** In the page: targets below 24 px (WCAG 2.5.8) or main ones below 44. */
function smallTargets() {
  const found = [];
  const main = '.button, button, select, input[type=search], .chip, .pages a, .menu a, .brand, .search-open, .door a';
  for (const target of document.querySelectorAll('a[href], button, select, input, summary, label:has(input)')) {
    if (!target.checkVisibility() || target.closest('svg, .skip, .hide')) continue;
    if (target.matches('label input, .skip')) continue;
    const { width, height } = target.getBoundingClientRect();
    const least = target.matches(main) ? 44 : 24;
    // In a sentence a link is as high as its line; a card's link covers the card.
    const inline = getComputedStyle(target).display === 'inline';
    const covers = target.closest('.card-title, .card, .door');
    if (inline || covers) continue;
    if (Math.round(height) < least || Math.round(width) < Math.min(least, 24)) {
      found.push(`${Math.round(width)} × ${Math.round(height)}: ${target.outerHTML.slice(0, 90)}`);
    }
  }
  return found;
}

/** In the page: drawings whose colors are not those of the system. */
function unforced() {
  const found = [];
  const canvas = color('Canvas');
  const system = new Set(['Canvas', 'CanvasText', 'LinkText', 'GrayText', 'Highlight', 'ButtonText', 'none'].map(color));
  for (const shape of document.querySelectorAll('main svg :is(path, rect, circle)')) {
    if (!shape.checkVisibility() || shape.closest('.map-labels')) continue;
    const { fill, stroke } = getComputedStyle(shape);
    for (const paint of [fill, stroke]) {
      const opaque = !/transparent|, 0\)|none|context|color\(/.test(paint);
      if (opaque && !system.has(paint)) found.push(`${shape.getAttribute('class')} ${paint} on ${canvas}`);
    }
  }
  return [...new Set(found)];

  function color(name) {
    const probe = document.createElement('i');
    probe.style.color = name;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }
}

/** In the page: landmarks of a repeated kind without a name. */
function namelessLandmarks() {
  const named = (element) => element.getAttribute('aria-label') || document.getElementById(element.getAttribute('aria-labelledby'))?.textContent.trim();
  return [...document.querySelectorAll('nav, aside:not([role]), [role=region]')]
    .filter((element) => !named(element)).map((element) => element.outerHTML.slice(0, 80));
}

/** In the page: headings that jump over a level. */
function skippedLevels() {
  const headings = [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5)')].filter((heading) => heading.checkVisibility());
  const level = (heading) => Number(heading.tagName[1]);
  return headings.filter((heading, i) => i > 0 && level(heading) > level(headings[i - 1]) + 1).map((heading) => heading.outerHTML.slice(0, 80));
}
