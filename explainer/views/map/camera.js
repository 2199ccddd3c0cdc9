/* Where the reader looks: `x, y` in the map's own units lie in the middle of the field. */
import { clamp } from "../parts/numbers.js";
import { fitted } from "../parts/plot.js";

const ZOOM = { least: 1, most: 24 };

export function makeCamera(canvas, world, redraw) {
  /* the same scale along both axes, so that distances can be compared; all animals in view at zoom 1 */
  function home() {
    const { width, height } = camera.field();
    const all = Array.from({ length: world.count }, (_, index) => world.pointOf(index));
    const { unit, middle: [x, y] } = fitted(all, width, height, 2 * camera.radius(1) + 14);
    return { x, y, unit };
  }

  const camera = {
    x: 0, y: 0, zoom: 1,
    base: null, // the camera of the whole map; null until there is one in sight
    field: () => ({ width: canvas.clientWidth, height: canvas.clientHeight }),
    unit: () => camera.base.unit * camera.zoom,
    /* of an animal's frame: a crowd stands closer than a few do */
    radius(zoom = camera.zoom) {
      const { width, height } = camera.field();
      const room = Math.sqrt((width * height) / (world.animals ? world.count : 300));
      return clamp(room * 0.5, 6.5, 16) * zoom ** 0.42;
    },
    toScreen([x, y]) {
      const { width, height } = camera.field();
      return [width / 2 + (x - camera.x) * camera.unit(), height / 2 - (y - camera.y) * camera.unit()];
    },
    isOutside([x, y]) {
      const { width, height } = camera.field();
      return x < 0 || y < 0 || x > width || y > height;
    },
    toMap(left, top) {
      const { width, height } = camera.field();
      return [camera.x + (left - width / 2) / camera.unit(), camera.y - (top - height / 2) / camera.unit()];
    },
    zoomAt(factor, left, top) {
      const before = camera.toMap(left, top);
      camera.zoom = clamp(camera.zoom * factor, ZOOM.least, ZOOM.most);
      const after = camera.toMap(left, top);
      camera.moveBy(before[0] - after[0], before[1] - after[1]);
    },
    /* half of what is seen at zoom 1 is as far as one can wander off */
    moveBy(x, y) {
      const { base } = camera, { width, height } = camera.field();
      const within = (value, middle, length) => {
        const far = (length / 2 / base.unit) * (1 - 1 / camera.zoom);
        return clamp(value, middle - far, middle + far);
      };
      camera.x = within(camera.x + x, base.x, width);
      camera.y = within(camera.y + y, base.y, height);
      canvas.classList.toggle("zoomed", camera.zoom > 1);
      redraw();
    },
    wholeMap() {
      const base = home();
      Object.assign(camera, { base, x: base.x, y: base.y, zoom: 1 });
      camera.moveBy(0, 0);
    },
    isWhole: () => camera.zoom === ZOOM.least,
  };
  return camera;
}
