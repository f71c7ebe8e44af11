// The points of a map that has more of them than its page can hold: fetched once, painted on
// a canvas over the drawing. Only the marker that the keyboard is on exists as an element.

const SIZE = 14; // reach of a pointer around a marker, in pixels
const REACH = 21; // half the side of a marker's picture
const DISC = "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0";

/** Fetches the points into `map.points`; draws what `map.view()` says. */
export async function layLarge(map) {
  const { data, svg, find, make, points } = map;
  const { names, points: rows } = await (await fetch(data.points)).json();
  for (const [lat, lon, href, title, ...shared] of rows) {
    const [kind, label, dept, detail, equip] = shared.map(number => names[number]);
    if (data.only && dept !== data.only) continue;
    const [x, y] = map.project(lon / 1e4, lat / 1e4);
    const text = detail ? `${label} · ${detail}` : label;
    points.push({ x, y, href, key: href, title, kind, dept, equip, text, shown: true });
  }

  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  canvas.className = "map-canvas";
  svg.after(canvas);
  let box, colors, font, asked, current, stamps;
  const measure = () => {
    box = map.frame();
    [canvas.width, canvas.height] = [box.width * devicePixelRatio, box.height * devicePixelRatio];
    canvas.style.height = `${box.height}px`;
    pen.scale(devicePixelRatio, devicePixelRatio);
  };
  const read = () => {
    const style = getComputedStyle(svg);
    colors = Object.fromEntries(["accent", "offer", "event", "muted", "raised", "on-fill", "ink"].map(name =>
      [name, style.getPropertyValue(`--${name}`)]));
    font = `700 13px ${style.getPropertyValue("--text")}`;
    stamps = {};
  };

  /** The picture of a marker or of a cluster, drawn once and stamped from then on. */
  const stamp = (kind, n, on) => stamps[`${kind} ${n} ${on}`] ??= (() => {
    const picture = document.createElement("canvas"), own = picture.getContext("2d");
    picture.width = picture.height = 2 * REACH * devicePixelRatio;
    own.scale(devicePixelRatio, devicePixelRatio);
    own.translate(REACH, REACH);
    const shape = new Path2D(n < 2 ? find(`.mk-${kind} path`)?.getAttribute("d") || DISC : "");
    if (n > 1) shape.arc(0, 0, 13 + Math.min(5, n / 6), 0, 7);
    own.fillStyle = colors[{ offre: "offer", agenda: "event", commune: "muted" }[n < 2 && kind] || "accent"];
    own.strokeStyle = on ? colors.ink : colors.raised;
    own.lineWidth = 4;
    own.stroke(shape);
    own.fill(shape, "evenodd");
    if (n > 1) {
      Object.assign(own, { font, fillStyle: colors["on-fill"], textAlign: "center", textBaseline: "middle" });
      own.fillText(n, 0, 1);
    }
    return picture;
  })();

  const paint = () => {
    asked = 0;
    const { x, y, stops, size, marked } = map.view();
    const left = box.width / 2 - x * size, top = box.height / 2 - y * size;
    pen.clearRect(0, 0, box.width, box.height);
    for (const { x, y, all } of stops) {
      const px = left + x * size - REACH, py = top + y * size - REACH;
      if (px < -2 * REACH || py < -2 * REACH || px > box.width || py > box.height) continue;
      const on = !!marked && all.includes(marked);
      pen.drawImage(stamp(all[1] ? "" : all[0].kind, all.length, on), px, py, 2 * REACH, 2 * REACH);
    }
  };
  const draw = () => { asked ||= requestAnimationFrame(paint); };

  const refresh = () => { measure(); read(); draw(); };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
  new ResizeObserver(refresh).observe(svg);
  refresh();
  return {
    draw,
    /** The marker at a place of the drawing. */
    at([x, y]) {
      const { stops, size } = map.view();
      const away = stop => Math.hypot(stop.x - x, stop.y - y) * size;
      const near = stops.filter(stop => away(stop) < SIZE + (stop.all.length > 1 ? 6 : 0));
      return near.sort((a, b) => away(a) - away(b))[0];
    },
    /** Makes the element of the one marker that the keyboard can reach. */
    show(stop) {
      if (stop === current && stop.node?.isConnected) return;
      const old = current?.node;
      current = stop;
      stop.node = stop.all.length > 1 ? map.bunch(stop) : single(stop);
      stop.node.onfocus = () => { if (old !== stop.node) old?.remove(); };
      if (old && !old.matches(":focus")) old.remove();
    },
  };

  function single(stop) {
    const [point] = stop.all;
    const node = make("a", {
      class: "mk", href: point.href, transform: `translate(${point.x} ${point.y})`,
      "aria-label": `${point.title}, ${point.text}`,
    }, map.clusters);
    make("circle", { class: "hit", r: 13 }, make("g", {}, node));
    return node;
  }
}
