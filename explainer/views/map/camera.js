// Where the reader looks: `camera.x, camera.y` in the map's own units lie in the middle of the field.
const camera = { x: 0, y: 0, zoom: 1 };
const ZOOM = { least: 1, most: 24 };

function field() {
  return { width: canvas.clientWidth, height: canvas.clientHeight };
}

// the same scale along both axes, so that distances can be compared; all points in view at zoom 1
function home() {
  const all = [...map.points, map.own.point];
  const [xs, ys] = [0, 1].map((axis) => all.map((point) => point[axis]));
  const span = (values) => Math.max(...values) - Math.min(...values) || 1;
  const middle = (values) => (Math.max(...values) + Math.min(...values)) / 2;
  const { width, height } = field();
  const margin = 2 * radius(1) + 14;
  return { x: middle(xs), y: middle(ys), unit: Math.min((width - 2 * margin) / span(xs), (height - 2 * margin) / span(ys)) };
}

function unit() {
  return base.unit * camera.zoom;
}

function toScreen([x, y]) {
  const { width, height } = field();
  return [width / 2 + (x - camera.x) * unit(), height / 2 - (y - camera.y) * unit()];
}

function toMap(left, top) {
  const { width, height } = field();
  return [camera.x + (left - width / 2) / unit(), camera.y - (top - height / 2) / unit()];
}

function zoomAt(factor, left, top) {
  const before = toMap(left, top);
  camera.zoom = Math.max(ZOOM.least, Math.min(ZOOM.most, camera.zoom * factor));
  const after = toMap(left, top);
  moveBy(before[0] - after[0], before[1] - after[1]);
}

// half of what is seen at zoom 1 is as far as one can wander off
function moveBy(x, y) {
  const { width, height } = field();
  const reach = [width / 2 / base.unit, height / 2 / base.unit].map((half) => half * (1 - 1 / camera.zoom));
  const within = (value, middle, far) => Math.max(middle - far, Math.min(middle + far, value));
  camera.x = within(camera.x + x, base.x, reach[0]);
  camera.y = within(camera.y + y, base.y, reach[1]);
  canvas.classList.toggle("zoomed", camera.zoom > 1);
  redraw();
}

function wholeMap() {
  base = home();
  Object.assign(camera, { x: base.x, y: base.y, zoom: 1 });
  moveBy(0, 0);
}
