// Where the reader looks: `camera.x, camera.y` in the map's own units lie in the middle of the field.
const camera = { x: 0, y: 0, zoom: 1 };
let base = null; // the camera of the whole map
const ZOOM = { least: 1, most: 24 };

function field() {
  return { width: canvas.clientWidth, height: canvas.clientHeight };
}

// the same scale along both axes, so that distances can be compared; all animals in view at zoom 1
function home() {
  const least = [Infinity, Infinity], most = [-Infinity, -Infinity];
  animals.points[space].forEach((value, i) => {
    least[i % 2] = Math.min(least[i % 2], value);
    most[i % 2] = Math.max(most[i % 2], value);
  });
  const { width, height } = field();
  const margin = 2 * radius(1) + 14;
  const span = (axis) => most[axis] - least[axis] || 1;
  return {
    x: (most[0] + least[0]) / 2, y: (most[1] + least[1]) / 2,
    unit: Math.min((width - 2 * margin) / span(0), (height - 2 * margin) / span(1)),
  };
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
