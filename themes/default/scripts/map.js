// Adds pan, zoom, clusters, filters, "near me" and keys to the maps drawn by the build.
// The markup that it expects is written in src/render/view/map.rs. Units are those of the
// drawing; `scale` is CSS pixels a unit before zooming.

const NEAR = 30; // pixels under which two markers join
const MOST = 60; // greatest zoom
const NS = "http://www.w3.org/2000/svg";
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const lang = document.documentElement.lang;
const plural = new Intl.PluralRules(lang);

const make = (name, attributes, parent) => {
  const node = document.createElementNS(NS, name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  parent.append(node);
  return node;
};

document.querySelectorAll("[data-map]").forEach(root => {
  const data = root.dataset;
  const [width, height, k] = [+data.width, +data.height, +data.k];
  const svg = root.querySelector(".map-svg");
  const view = svg.querySelector(".map-view");
  const layer = svg.querySelector(".map-points");
  const form = root.querySelector("form");
  const popup = root.querySelector(".map-popup");
  const total = root.querySelector("[data-total]");
  const clusters = make("g", {}, layer);
  const points = [...layer.querySelectorAll(".mk")].map(node => {
    const [x, y] = node.dataset.at.split(" ").map(Number);
    const item = root.querySelector(`[data-for="${node.id}"]`);
    return { node, item, x, y, shown: true };
  });
  let zoom = 1, x = width / 2, y = height / 2, scale = 1, stops = [], chosen, tiles;

  // --- View -----------------------------------------------------------------------------
  const frame = () => svg.getBoundingClientRect();
  const measure = () => {
    const box = frame();
    scale = Math.min(box.width / width, box.height / height) || 1;
  };
  const place = (clientX, clientY) => {
    const box = frame(), size = scale * zoom;
    return [x + (clientX - box.left - box.width / 2) / size,
            y + (clientY - box.top - box.height / 2) / size];
  };
  const within = (value, most) => {
    const half = most / 2 / zoom;
    return Math.min(most - half, Math.max(half, value));
  };
  const draw = () => {
    x = within(x, width);
    y = within(y, height);
    const [left, top] = [width / 2 - x * zoom, height / 2 - y * zoom];
    view.setAttribute("transform", `translate(${left} ${top}) scale(${zoom})`);
    svg.style.setProperty("--mk", 1 / scale / zoom);
    svg.style.touchAction = zoom > 1 ? "none" : "";
  };
  const settle = () => {
    draw();
    join();
    tiles?.();
    const hash = zoom > 1 ? `#map=${zoom.toFixed(2)}/${Math.round(x)}/${Math.round(y)}` : "";
    if (location.hash.startsWith("#map") || hash) {
      history.replaceState(null, "", location.pathname + location.search + hash);
    }
  };
  const zoomTo = (next, around = [x, y]) => {
    next = Math.min(MOST, Math.max(1, next));
    x = around[0] + (x - around[0]) * zoom / next;
    y = around[1] + (y - around[1]) * zoom / next;
    zoom = next;
    settle();
  };

  // --- Clusters: markers nearer than a finger join, and part again when zoomed ------------
  const join = () => {
    const near = NEAR / scale / zoom, cells = new Map(), groups = [];
    const focused = svg.contains(document.activeElement) && document.activeElement;
    for (const point of points) {
      point.node.setAttribute("tabindex", -1);
      if (!point.shown) { point.node.setAttribute("hidden", ""); continue; }
      const [column, row] = [Math.round(point.x / near), Math.round(point.y / near)];
      let home;
      for (let i = 0; i < 9 && !home; i++) {
        home = cells.get(`${column + i % 3 - 1} ${row + (i / 3 | 0) - 1}`)?.find(group =>
          Math.hypot(group.x - point.x, group.y - point.y) < near);
      }
      if (home) { home.all.push(point); continue; }
      const group = { x: point.x, y: point.y, all: [point] }, key = `${column} ${row}`;
      groups.push(group);
      cells.set(key, [...cells.get(key) || [], group]);
    }
    clusters.replaceChildren();
    stops = groups.map(group => {
      group.all.forEach(point => point.node.toggleAttribute("hidden", group.all.length > 1));
      group.node = group.all.length > 1 ? bunch(group) : group.all[0].node;
      return group;
    });
    rove(stops.find(stop => stop.node === focused) || stops.find(stop =>
      stop.all.some(point => point === chosen)) || stops[0], focused && (!focused.isConnected || focused.matches("[hidden]")));
  };
  const bunch = group => {
    const count = group.all.length, mean = axis =>
      group.all.reduce((sum, point) => sum + point[axis], 0) / count;
    [group.x, group.y] = [mean("x"), mean("y")];
    const node = make("g", {
      class: "cluster", role: "button", transform: `translate(${group.x} ${group.y})`,
      "aria-label": data.cluster.replace("{n}", count),
    }, clusters);
    const inner = make("g", {}, node);
    make("circle", { r: 13 + Math.min(7, count / 6) }, inner);
    make("text", {}, inner).textContent = count;
    node.onclick = () => open(group);
    return node;
  };
  const open = group => {
    const spread = Math.max(...group.all.map(point =>
      Math.hypot(point.x - group.x, point.y - group.y)));
    [x, y] = [group.x, group.y];
    if (spread * zoom * 4 > 1 && zoom < MOST) {
      zoomTo(Math.max(zoom * 1.8, width / (spread * 4 + 1)));
    } else choose(group.all[(group.all.indexOf(chosen) + 1) % group.all.length], true);
  };

  // --- Keyboard: one tab stop, arrows go to the nearest ------------------------------------
  const rove = (stop, focus) => {
    for (const other of stops) other.node.setAttribute("tabindex", other === stop ? 0 : -1);
    if (focus) stop?.node.focus();
  };
  const step = (from, [dx, dy]) => {
    let best, least = Infinity;
    for (const stop of stops) {
      const [ax, ay] = [stop.x - from.x, stop.y - from.y];
      const ahead = ax * dx + ay * dy, aside = Math.abs(ax * dy - ay * dx);
      if (ahead > 0 && ahead + 2 * aside < least) [best, least] = [stop, ahead + 2 * aside];
    }
    if (!best) return;
    [x, y] = [best.x, best.y];
    draw();
    rove(best, true);
  };
  svg.addEventListener("keydown", event => {
    const stop = stops.find(stop => stop.node === document.activeElement);
    const keys = { "+": () => zoomTo(zoom * 1.6), "-": () => zoomTo(zoom / 1.6), 0: () => zoomTo(1) };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (ARROWS[event.key] && stop) step(stop, ARROWS[event.key]);
    else if (keys[event.key]) keys[event.key]();
    else if (["Enter", " "].includes(event.key) && stop) stop.node.dispatchEvent(
      new MouseEvent("click", { bubbles: true, cancelable: true }));
    else return;
    event.preventDefault();
  });

  // --- Selection, shared with the list -----------------------------------------------------
  const choose = (point, focus) => {
    for (const other of points) {
      other.node.classList.toggle("on", other === point);
      other.item?.classList.toggle("on", other === point);
    }
    chosen = point;
    popup.hidden = !point;
    if (!point) return;
    const text = document.createElement("div"), close = document.createElement("button");
    text.innerHTML = point.item ? point.item.innerHTML : "";
    if (!point.item) {
      text.append(Object.assign(document.createElement("a"), {
        href: point.node.getAttribute("href"), textContent: point.node.getAttribute("aria-label"),
      }));
    }
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", data.close);
    close.onclick = () => { choose(); (point.node.matches("[hidden]") ? svg.querySelector("[tabindex='0']") : point.node)?.focus(); };
    popup.replaceChildren(text, close);
    if (focus) text.querySelector("a").focus();
  };
  popup.addEventListener("keydown", event => event.key === "Escape" && popup.querySelector("button").click());
  for (const point of points) {
    point.node.onclick = event => { event.preventDefault(); choose(point, true); };
    point.item?.addEventListener("pointerenter", () => choose(point));
    point.item?.addEventListener("focusin", () => choose(point));
  }

  // --- Pointers, wheel, buttons ------------------------------------------------------------
  const hands = new Map();
  let moved = 0;
  svg.addEventListener("pointerdown", event => {
    hands.set(event.pointerId, [event.clientX, event.clientY]);
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
    else {
      x -= (now[0] - last[0]) / scale / zoom;
      y -= (now[1] - last[1]) / scale / zoom;
      draw();
    }
  });
  const release = event => hands.delete(event.pointerId) && moved && settle();
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);
  svg.addEventListener("dragstart", event => event.preventDefault());
  svg.addEventListener("click", event => {
    if (moved > 6) { event.preventDefault(); event.stopPropagation(); }
  }, true);
  svg.addEventListener("wheel", event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomTo(zoom * 1.003 ** -event.deltaY, place(event.clientX, event.clientY));
  }, { passive: false });
  const tools = root.querySelector(".map-tools");
  tools.addEventListener("click", event => {
    const by = event.target.dataset.zoom;
    if (by) zoomTo(by === "in" ? zoom * 1.8 : by === "out" ? zoom / 1.8 : 1);
  });

  // --- Filters, in the query ---------------------------------------------------------------
  const filter = () => {
    const wanted = new FormData(form), [kinds, depts, equipment] =
      ["kind", "dept", "equip"].map(name => wanted.getAll(name));
    let count = 0;
    for (const point of points) {
      const { kind, dept, equip = "" } = point.node.dataset, has = equip.split(" ");
      point.shown = (!kinds.length || kinds.includes(kind))
        && (!depts.length || depts.includes(dept)) && equipment.every(one => has.includes(one));
      if (point.item) point.item.hidden = !point.shown;
      count += point.shown;
    }
    total.textContent = data[plural.select(count)]?.replace("{n}", count) ?? count;
    if (chosen && !chosen.shown) choose();
    join();
  };
  if (form) {
    for (const [name, value] of new URLSearchParams(location.search)) {
      const box = form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
      if (box) box.checked = true;
    }
    form.addEventListener("change", () => {
      const query = new URLSearchParams(new FormData(form)).toString();
      history.replaceState(null, "", location.pathname + (query && `?${query}`) + location.hash);
      filter();
    });
  }

  // --- Near me: computed here, nothing leaves the page --------------------------------------
  root.querySelector("[data-near]")?.addEventListener("click", event => {
    navigator.geolocation?.getCurrentPosition(({ coords }) => {
      const rad = Math.PI / 180, hx = k * coords.longitude * rad + +data.x;
      const hy = +data.y - k * Math.log(Math.tan(Math.PI / 4 + coords.latitude * rad / 2));
      const away = point => Math.hypot(point.x - hx, point.y - hy) / data.km;
      const unit = new Intl.NumberFormat(lang, { style: "unit", unit: "kilometer", maximumFractionDigits: 0 });
      points.sort((a, b) => away(b) - away(a));
      for (const point of points) { // the nearest is moved up last
        point.item.querySelector(".distance")?.remove();
        const text = Object.assign(document.createElement("small"), { className: "distance", textContent: unit.format(away(point)) });
        point.item.append(text);
        point.item.parentNode.prepend(point.item);
        const group = point.item.closest("[data-group]");
        total.after(group);
      }
      layer.querySelector(".here")?.remove();
      const here = make("g", { class: "mk here", transform: `translate(${hx} ${hy})` }, layer);
      make("circle", { r: 8 }, make("g", {}, here));
      [x, y] = [hx, hy];
      zoomTo(Math.min(12, width / 3 / (away(points.at(-1)) * data.km + 1)));
    }, () => { event.target.disabled = true; });
  });

  // --- Base map of somebody else, only once asked for ---------------------------------------
  const base = root.querySelector("[data-base]");
  if (base) base.hidden = false;
  base?.addEventListener("click", () => {
    const ground = make("g", {}, view);
    view.prepend(ground);
    base.nextElementSibling.hidden = false;
    base.remove();
    tiles = () => {
      const world = 2 * Math.PI * k;
      const level = Math.max(0, Math.round(Math.log2(world * scale * zoom / 256)));
      const size = world / 2 ** level, [left, top] = [+data.x - world / 2, +data.y - world / 2];
      const range = (middle, half, start) =>
        [Math.floor((middle - half - start) / size), Math.floor((middle + half - start) / size)];
      const [c0, c1] = range(x, width / 2 / zoom, left), [r0, r1] = range(y, height / 2 / zoom, top);
      ground.replaceChildren();
      for (let c = c0; c <= c1; c++) for (let r = r0; r <= r1; r++) {
        make("image", {
          x: left + c * size, y: top + r * size, width: size, height: size,
          href: base.dataset.base.replace("{z}", level).replace("{x}", c).replace("{y}", r),
        }, ground);
      }
    };
    root.classList.add("map-based");
    tiles();
  });

  const [, z, cx, cy] = /^#map=([\d.]+)\/(\d+)\/(\d+)$/.exec(location.hash) || [];
  if (z) [zoom, x, y] = [Math.min(MOST, Math.max(1, +z)), +cx, +cy];
  new ResizeObserver(() => { measure(); draw(); join(); }).observe(svg);
  measure();
  draw();
  if (form) filter(); else join();
});
