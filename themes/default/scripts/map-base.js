// A raster map under the drawing of a map, loaded on the visitor's click only.

const DEEPEST = 19;

/** Makes the layer; answers how to fill it where the map is looking. */
export function lay({ root, base, data, make, width, height, ground, view }) {
  const world = 2 * Math.PI * data.k;
  const start = [data.x - world / 2, data.y - world / 2];
  ground.parentNode.prepend(ground);
  base.nextElementSibling.hidden = false;
  base.remove();
  root.classList.add("map-based");
  return () => {
    const { x, y, zoom, scale } = view();
    const fitting = Math.round(Math.log2(world * scale * zoom / 256));
    const level = Math.min(DEEPEST, Math.max(0, fitting)), size = world / 2 ** level;
    const range = (middle, whole, from) => [-whole / 2, whole / 2]
      .map(side => Math.floor((middle + side / zoom - from) / size));
    const [left, right] = range(x, width, start[0]), [top, bottom] = range(y, height, start[1]);
    ground.replaceChildren();
    for (let c = left; c <= right; c++) for (let r = top; r <= bottom; r++) {
      const href = base.dataset.base.replace("{z}", level).replace("{x}", c).replace("{y}", r);
      make("image", { x: start[0] + c * size, y: start[1] + r * size, width: size, height: size, href }, ground);
    }
  };
}
