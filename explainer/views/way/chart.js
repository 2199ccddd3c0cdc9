/* The map under the way: all animals, small and faint, and the path of the steps over them. */
const SMALL = 6.5, PRINT = 24, HERE = 58;
let ground = null; // the animals, drawn once for each space, size and theme
const featureOf = (name, index) => {
  const { values, of } = film.features[name];
  return values[parseInt(of[index], 36)];
};
const seal = () => getComputedStyle(element).getPropertyValue("--seal").trim();

/* Map to screen: the same scale along both axes; animals and path all in view. */
function lens(canvas) {
  const points = film.points[space], path = film.places[space];
  const least = [Infinity, Infinity], most = [-Infinity, -Infinity];
  const take = (value, axis) => {
    least[axis] = Math.min(least[axis], value);
    most[axis] = Math.max(most[axis], value);
  };
  points.forEach((value, i) => take(value, i % 2));
  for (const { point } of path) point.forEach(take);
  const { clientWidth: width, clientHeight: height } = canvas, margin = 36;
  const unit = Math.min(...[width, height].map((size, axis) => (size - 2 * margin) / (most[axis] - least[axis] || 1)));
  return ([x, y]) => [width / 2 + (x - (least[0] + most[0]) / 2) * unit, height / 2 - (y - (least[1] + most[1]) / 2) * unit];
}

function layGround(canvas, toScreen) {
  const key = [space, canvas.width, canvas.height, kakusan.isDark(), film.asked.run].join();
  if (ground?.key === key) return ground.image;
  const image = document.createElement("canvas"), pen = image.getContext("2d"), dense = canvas.width / canvas.clientWidth;
  [image.width, image.height] = [canvas.width, canvas.height];
  pen.scale(dense, dense);
  pen.globalAlpha = 0.42;
  for (let i = 0; i < film.points[space].length / 2; i++) layAnimal(pen, i, toScreen(film.points[space].slice(2 * i, 2 * i + 2)), SMALL);
  ground = { key, image };
  return image;
}

function layAnimal(pen, index, [x, y], r) {
  const { cell, columns } = film.animals, kind = featureOf("kind", index);
  pen.save();
  traceOf(kind, pen, x, y, r);
  pen.clip();
  pen.drawImage(film.herd, (index % columns) * cell, Math.floor(index / columns) * cell, cell, cell, x - 1.3 * r, y - 1.4 * r, 2.6 * r, 2.6 * r);
  pen.restore();
  traceOf(kind, pen, x, y, r);
  pen.lineWidth = r > SMALL ? 3 : 1.2;
  pen.strokeStyle = colorOf(kind);
  pen.stroke();
}

function stroke(pen, points, dash) {
  pen.setLineDash(dash);
  pen.beginPath();
  points.forEach((point, i) => pen[i ? "lineTo" : "moveTo"](...point));
  pen.stroke();
  pen.setLineDash([]);
}

function print(pen, index, [x, y], side, edge) {
  const { image, columns, size } = film.cells;
  pen.fillRect(x - side / 2 - edge, y - side / 2 - edge, side + 2 * edge, side + 2 * edge);
  pen.drawImage(image, (index % columns) * size, Math.floor(index / columns) * size, size, size, x - side / 2, y - side / 2, side, side);
}

function drawChart(canvas) {
  const dense = window.devicePixelRatio || 1;
  if (!canvas.clientWidth) return;
  canvas.width = Math.round(canvas.clientWidth * dense);
  canvas.height = Math.round(canvas.clientHeight * dense);
  const toScreen = lens(canvas), pen = canvas.getContext("2d");
  pen.drawImage(layGround(canvas, toScreen), 0, 0);
  pen.scale(dense, dense);
  const path = film.places[space].map(({ point }) => toScreen(point)), { index } = film.places[space][at];
  const animal = toScreen(film.points[space].slice(2 * index, 2 * index + 2));
  pen.fillStyle = pen.strokeStyle = seal();
  pen.lineWidth = 2;
  stroke(pen, path.slice(at), [2, 5]);
  stroke(pen, path.slice(0, at + 1), []);
  path.slice(0, at).forEach((point, i) => print(pen, cellOf(i), point, PRINT, 1.5));
  stroke(pen, [path[at], animal], []);
  layAnimal(pen, index, animal, 15);
  print(pen, cellOf(at), path[at], HERE, 4);
}
