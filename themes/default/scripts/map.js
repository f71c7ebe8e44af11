// Adds pan, zoom, clusters, filters, "near me" and keys to the maps drawn by the build.
// The markup that it expects is written in src/render/view/map.rs. Units are those of the
// drawing; `scale` is CSS pixels a unit before zooming.

const NEAR = 36; // pixels under which two markers join
const MOST = 60; // greatest zoom
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const lang = document.documentElement.lang;
const plural = new Intl.PluralRules(lang);

const make = (name, attributes, parent) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  parent.append(node);
  return node;
};
const element = (name, properties) => Object.assign(document.createElement(name), properties);
const keep = (query, hash) => history.replaceState(null, "", location.pathname + query + hash);

document.querySelectorAll("[data-map]").forEach(async root => {
  const data = root.dataset;
  const [width, height, k] = [+data.width, +data.height, +data.k];
  const find = selector => root.querySelector(selector);
  const svg = find(".map-svg"), view = find(".map-view"), layer = find(".map-points");
  const form = find("form"), popup = find(".map-popup"), list = find(".map-list");
  const total = find("[data-total]");
  const clusters = make("g", {}, layer);
  const points = [...layer.querySelectorAll(".mk")].map(node => {
    const [x, y] = node.dataset.at.split(" ").map(Number);
    const item = find(`[data-for="${node.id}"]`);
    const [key, href, title] = ["id", "href", "aria-label"].map(name => node.getAttribute(name));
    return { ...node.dataset, node, item, x, y, key, href, title, shown: true };
  });
  let zoom = 1, x = width / 2, y = height / 2, scale = 1, stops = [], chosen, tiles, large;

  // --- View -----------------------------------------------------------------------------
  const frame = () => svg.getBoundingClientRect();
  const place = (left, top) => {
    const box = frame(), size = scale * zoom;
    return [x + (left - box.left - box.width / 2) / size, y + (top - box.top - box.height / 2) / size];
  };
  const within = (value, most) => {
    const half = most / 2 / zoom;
    return Math.min(most - half, Math.max(half, value));
  };
  const project = (lon, lat) => {
    const rad = Math.PI / 180;
    return [k * lon * rad + +data.x, data.y - k * Math.log(Math.tan(Math.PI / 4 + lat * rad / 2))];
  };
  /** Moves the drawing, and nothing in it: a pan costs no layout. */
  const draw = (to = [x, y]) => {
    [x, y] = [within(to[0], width), within(to[1], height)];
    view.setAttribute("transform",
      `translate(${width / 2 - x * zoom} ${height / 2 - y * zoom}) scale(${zoom})`);
    large?.draw();
  };
  const tell = () => {
    tiles?.();
    const hash = zoom > 1 || chosen
      ? `#map=${zoom.toFixed(2)}/${Math.round(x)}/${Math.round(y)}/${chosen?.key || ""}` : "";
    if (hash || location.hash.startsWith("#map")) keep(location.search, hash);
  };
  const settle = () => {
    draw();
    svg.style.setProperty("--mk", 1 / scale / zoom);
    svg.style.touchAction = zoom > 1 ? "none" : "";
    join();
    tell();
  };
  const zoomTo = (next, [ax, ay] = [x, y]) => {
    next = Math.min(MOST, Math.max(1, next));
    x = ax + (x - ax) * zoom / next;
    y = ay + (y - ay) * zoom / next;
    zoom = next;
    settle();
  };

  // --- Clusters: markers nearer than a finger join, and part again when zoomed ------------
  const join = () => {
    const near = NEAR / scale / zoom, cells = new Map();
    const active = svg.contains(document.activeElement) && document.activeElement;
    stops = [];
    for (const point of points) {
      if (!point.shown) continue;
      const column = Math.round(point.x / near), row = Math.round(point.y / near);
      let home;
      for (let i = 0; i < 9 && !home; i++) {
        home = cells.get((column + i % 3 - 1) * 1e6 + row + (i / 3 | 0) - 1)?.find(stop =>
          Math.hypot(stop.x - point.x, stop.y - point.y) < near);
      }
      if (home) { home.all.push(point); continue; }
      const stop = { x: point.x, y: point.y, all: [point] }, cell = column * 1e6 + row;
      stops.push(stop);
      cells.set(cell, [...cells.get(cell) || [], stop]);
    }
    clusters.replaceChildren();
    for (const { node } of points) node?.setAttribute("hidden", "");
    for (const stop of stops) {
      const n = stop.all.length;
      if (n > 1) for (const axis of ["x", "y"]) stop[axis] = stop.all.reduce((sum, point) => sum + point[axis], 0) / n;
      if (!large) stop.node = n > 1 ? bunch(stop) : stop.all[0].node;
      if (n < 2) stop.node?.removeAttribute("hidden");
    }
    large?.draw();
    highlight();
    const away = stop => Math.hypot(stop.x - x, stop.y - y);
    rove(stops.find(stop => active && stop.node === active) || stops.find(stop => stop.all.includes(chosen))
      || stops.reduce((a, b) => away(b) < away(a) ? b : a, stops[0]),
    active && (!active.isConnected || active.matches("[hidden]")));
  };
  const bunch = stop => {
    const n = stop.all.length;
    const node = make("g", {
      class: "cluster", role: "button", transform: `translate(${stop.x} ${stop.y})`,
      "aria-label": data.cluster.replace("{n}", n),
    }, clusters);
    const inner = make("g", {}, node);
    make("circle", { r: 13 + Math.min(5, n / 6) }, inner);
    make("text", {}, inner).textContent = n;
    node.onclick = () => open(stop);
    return node;
  };
  /** What a marker does: a cluster parts, a place tells. */
  const open = stop => {
    const { all } = stop;
    const spread = Math.max(...all.map(point => Math.hypot(point.x - stop.x, point.y - stop.y)));
    if (all.length < 2 || spread * zoom * 4 <= 1 || zoom >= MOST) {
      return choose(all[(all.indexOf(chosen) + 1) % all.length], true);
    }
    [x, y] = [stop.x, stop.y];
    zoomTo(Math.max(zoom * 1.8, width / (spread * 4 + 1)));
  };

  // --- Keyboard: one tab stop, arrows go to the nearest ------------------------------------
  for (const land of svg.querySelectorAll("a:not(.mk)")) land.setAttribute("tabindex", -1);
  const rove = (stop, focus) => {
    if (stop && large) large.show(stop);
    for (const other of stops) other.node?.setAttribute("tabindex", other === stop ? 0 : -1);
    if (focus) stop?.node.focus();
  };
  const step = (from, [dx, dy]) => {
    let best, least = Infinity;
    for (const stop of stops) {
      const ax = stop.x - from.x, ay = stop.y - from.y;
      const ahead = ax * dx + ay * dy, aside = Math.abs(ax * dy - ay * dx);
      if (ahead > 0 && ahead + 2 * aside < least) [best, least] = [stop, ahead + 2 * aside];
    }
    if (!best) return;
    draw([best.x, best.y]);
    rove(best, true);
    tell();
  };
  svg.addEventListener("keydown", event => {
    const stop = stops.find(stop => stop.node === document.activeElement), { key } = event;
    const factor = { "+": 1.6, "-": 1 / 1.6, 0: 1 / MOST }[key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (ARROWS[key] && stop) step(stop, ARROWS[key]);
    else if (factor) zoomTo(zoom * factor);
    else if ((key === "Enter" || key === " ") && stop) open(stop);
    else return;
    event.preventDefault();
  });

  // --- Selection, shared with the list -----------------------------------------------------
  let marked;
  const highlight = (point = marked) => {
    marked = point;
    for (const other of points) {
      other.node?.classList.toggle("on", other === point);
      other.item?.classList.toggle("on", other === point);
    }
    for (const { node, all } of stops) if (all[1]) node?.classList.toggle("on", all.includes(point));
  };
  const choose = (point = null, focus) => {
    highlight(chosen = point);
    popup.hidden = !point;
    tell();
    if (!point) return;
    const { item } = point, text = element("div");
    if (item) {
      text.innerHTML = item.innerHTML;
      // Scrolls the list alone, where it scrolls.
      list.scrollTop += item.getBoundingClientRect().top - list.getBoundingClientRect().top - 60;
    } else text.append(element("a", { href: point.href, textContent: point.title }), point.text || "");
    const close = element("button", { type: "button", textContent: "×", ariaLabel: data.close });
    close.onclick = () => {
      choose();
      rove(stops.find(stop => stop.all.includes(point)), true);
    };
    popup.replaceChildren(text, close);
    if (focus) text.firstChild.focus();
  };
  root.addEventListener("keydown", event => event.key === "Escape" && !popup.hidden && popup.lastChild.click());
  for (const point of points) {
    point.node.onclick = event => { event.preventDefault(); choose(point, true); };
    const show = () => {
      highlight(point);
      if (Math.max(Math.abs(point.x - x) / width, Math.abs(point.y - y) / height) * zoom > .5) draw([point.x, point.y]);
    };
    point.item?.addEventListener("pointerenter", show);
    point.item?.addEventListener("focusin", show);
  }

  // --- Pointers, wheel, buttons ------------------------------------------------------------
  const hands = new Map();
  let moved = 0;
  svg.addEventListener("pointerdown", event => {
    if (event.button) return;
    hands.set(event.pointerId, [event.clientX, event.clientY]);
    view.style.willChange = "transform"; // while a hand is on it: it would be drawn less finely
    moved = 0;
  });
  addEventListener("pointermove", event => {
    const last = hands.get(event.pointerId);
    if (!last) return;
    const now = [event.clientX, event.clientY];
    const other = [...hands].find(([id]) => id !== event.pointerId)?.[1];
    const gap = at => Math.hypot(at[0] - other[0], at[1] - other[1]);
    if (!other && zoom === 1) return;
    moved += Math.hypot(now[0] - last[0], now[1] - last[1]);
    hands.set(event.pointerId, now);
    if (other) zoomTo(zoom * gap(now) / gap(last), place((now[0] + other[0]) / 2, (now[1] + other[1]) / 2));
    else draw([x - (now[0] - last[0]) / scale / zoom, y - (now[1] - last[1]) / scale / zoom]);
  });
  const release = event => {
    view.style.willChange = "";
    if (hands.delete(event.pointerId) && moved) tell();
  };
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);
  svg.addEventListener("dragstart", event => event.preventDefault());
  svg.addEventListener("click", event => {
    const stop = large?.at(place(event.clientX, event.clientY));
    if (moved <= 6 && !stop) return;
    event.preventDefault();
    event.stopPropagation();
    if (moved <= 6) open(stop);
  }, true);
  svg.addEventListener("wheel", event => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomTo(zoom * 1.003 ** -event.deltaY, place(event.clientX, event.clientY));
  }, { passive: false });
  find(".map-tools").addEventListener("click", event => {
    zoomTo(zoom * event.target.dataset.zoom || zoom);
  });

  // --- Filters, in the query ---------------------------------------------------------------
  const filter = () => {
    const wanted = new FormData(form), [kinds, depts, equipment] =
      ["kind", "dept", "equip"].map(name => wanted.getAll(name));
    let count = 0;
    for (const point of points) {
      const has = (point.equip || "").split(" ");
      point.shown = (!kinds[0] || kinds.includes(point.kind))
        && (!depts[0] || depts.includes(point.dept)) && equipment.every(one => has.includes(one));
      if (point.item) point.item.hidden = !point.shown;
      count += point.shown;
    }
    total.textContent = data[plural.select(count)]?.replace("{n}", count.toLocaleString(lang)) ?? count;
    if (chosen && !chosen.shown) choose();
    join();
  };
  if (form) {
    const more = find("details"), unfold = () => find("template")?.replaceWith(find("template").content);
    more?.addEventListener("toggle", unfold);
    if (more && location.search.includes("equip=")) unfold(more.open = true);
    for (const [name, value] of new URLSearchParams(location.search)) {
      for (const box of form) box.checked ||= box.name === name && box.value === value;
    }
    form.addEventListener("change", () => {
      const query = new URLSearchParams(new FormData(form)).toString();
      keep(query && `?${query}`, location.hash);
      filter();
    });
  }

  // --- Near me: computed here, nothing leaves the page --------------------------------------
  find("[data-near]")?.addEventListener("click", () => {
    navigator.geolocation?.getCurrentPosition(({ coords }) => {
      const here = project(coords.longitude, coords.latitude);
      const away = point => Math.hypot(point.x - here[0], point.y - here[1]) / data.km;
      const unit = new Intl.NumberFormat(lang, { style: "unit", unit: "kilometer", maximumFractionDigits: 0 });
      points.sort((a, b) => away(b) - away(a));
      for (const point of points) { // the nearest is moved up last
        const { item } = point;
        if (!item) continue;
        item.querySelector(".distance")?.remove();
        item.append(element("b", { className: "distance", textContent: unit.format(away(point)) }));
        item.parentNode.prepend(item);
        total.after(item.closest("[data-group]"));
      }
      find(".here")?.remove();
      make("circle", { r: 8 }, make("g", {}, make("g", { class: "mk here", transform: `translate(${here})` }, layer)));
      [x, y] = here;
      zoomTo(Math.min(12, width / 3 / (away(points.at(-1)) * data.km + 1)));
    }, () => { total.textContent = data.lost; });
  });

  // --- Base map of somebody else, only once asked for ---------------------------------------
  const base = find("[data-base]");
  if (base) base.hidden = false;
  base?.addEventListener("click", async () => {
    const { lay } = await import(base.dataset.script);
    tiles = lay({ root, base, data, make, width, height, ground: make("g", {}, view), view: () => ({ x, y, zoom, scale }) });
    tiles();
  });

  if (data.points) {
    const { layLarge } = await import(data.large);
    large = await layLarge({
      data, svg, find, make, bunch, clusters, points, project, open, frame,
      view: () => ({ x, y, stops, size: scale * zoom, marked }),
    });
  }
  const [, z, cx, cy, key] = /^#map=([\d.]+)\/(\d+)\/(\d+)\/?(.*)$/.exec(decodeURI(location.hash)) || [];
  if (z) [zoom, x, y] = [Math.min(MOST, Math.max(1, z)), +cx, +cy];
  new ResizeObserver(([{ contentRect: box }]) => {
    scale = Math.min(box.width / width, box.height / height) || 1;
    settle();
  }).observe(svg);
  if (form) filter();
  if (key) choose(points.find(point => point.key === key));
});
