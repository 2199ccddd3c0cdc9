// The map of the world's animals: each a framed thumbnail where CLIP puts it.
const root = element.querySelector(".map");
const find = (name) => root.querySelector(`[data-${name}]`);
const canvas = find("canvas");
const words = props.words;
const hidden = new Set();
let map = null;
let base = null;
let sheet = null;
let own = null;
let current = null;
let journey = 1; // 0: all in a heap, 1: each in its place

// the heap that the animals set out from: rows in the order in which they were met
function heapOf(index) {
  const { width, height } = field();
  const across = Math.ceil(Math.sqrt((map.kinds.length * width) / height));
  const gap = width / (across + 1);
  return [gap * (1 + (index % across)), gap * (0.7 + Math.floor(index / across))];
}

function placeOf(which) {
  if (which === "you") return toScreen(map.own.point);
  const [x, y] = toScreen(map.points[which]);
  if (journey === 1) return [x, y];
  const [fromX, fromY] = heapOf(which);
  return [fromX + (x - fromX) * journey, fromY + (y - fromY) * journey];
}

function setOut() {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return redraw();
  const start = performance.now();
  const walk = (now) => {
    const share = Math.min(1, Math.max(0, (now - start) / 1100));
    journey = share < 1 ? share * share * (3 - 2 * share) : 1;
    draw();
    if (share < 1) requestAnimationFrame(walk);
  };
  journey = 0;
  requestAnimationFrame(walk);
}

function nearest(left, top, within = 1.5 * radius(camera.zoom)) {
  let best = null;
  let least = within;
  map?.points?.forEach((_, index) => {
    if (hidden.has(map.kinds[index])) return;
    const [x, y] = placeOf(index);
    const far = Math.hypot(x - left, y - top);
    if (far < least) [best, least] = [index, far];
  });
  return best;
}

// the closest animal that lies in the direction of an arrow key, from the current one or the middle
function towards(across, up) {
  const { width, height } = field();
  const [left, top] = current === null ? [width / 2, height / 2] : placeOf(current);
  let best = current;
  let least = Infinity;
  map.points.forEach((_, index) => {
    const [x, y] = placeOf(index);
    const along = (x - left) * across - (y - top) * up;
    const aside = Math.abs((x - left) * up) + Math.abs((y - top) * across);
    if (index === current || hidden.has(map.kinds[index]) || along < 2) return;
    if (along + 2.5 * aside < least) [best, least] = [index, along + 2.5 * aside];
  });
  return best;
}

function cutInto(target, index, side) {
  target.width = target.height = side;
  const [column, row] = [index % map.columns, Math.floor(index / map.columns)];
  target.getContext("2d").drawImage(sheet, column * map.cell, row * map.cell, map.cell, map.cell, 0, 0, side, side);
}

function select(index) {
  if (index === current) return;
  current = index;
  canvas.classList.toggle("near", index !== null);
  const card = find("card");
  card.hidden = index === null;
  if (index !== null) {
    cutInto(card.firstChild, index, map.cell);
    card.querySelector("b").textContent = map.names[index];
    const neighbor = map.neighbors.find((one) => one.index === index);
    card.querySelector("span").textContent = neighbor ? likeness(neighbor) : words.kinds[map.kinds[index]];
    find("said").textContent = map.names[index];
    beside(card, ...placeOf(index));
  }
  redraw();
}

function beside(card, x, y) {
  const { width, height } = field();
  const [wide, high] = [card.offsetWidth, card.offsetHeight];
  const away = 2 * radius(camera.zoom) + 6;
  const aside = x + away + wide < width ? x + away : x - away - wide;
  const left = Math.max(6, Math.min(width - wide - 6, aside));
  const top = Math.max(6, Math.min(height - high - 6, y - high / 2));
  card.style.transform = `translate(${left}px, ${top}px)`;
}

function likeness({ similarity }) {
  return kakusan.fill(words.likeness, { similarity });
}

function legendButton([kind, count]) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-pressed", String(!hidden.has(kind)));
  button.append(legendIcon(kind), `${words.kinds[kind]} ${count}`);
  button.addEventListener("click", () => {
    if (!hidden.delete(kind)) hidden.add(kind);
    button.setAttribute("aria-pressed", String(!hidden.has(kind)));
    redraw();
  });
  return button;
}

function neighborRow(neighbor) {
  const { index } = neighbor;
  const row = document.createElement("li");
  const button = document.createElement("button");
  const name = document.createElement("b");
  const close = document.createElement("span");
  const picture = document.createElement("canvas");
  button.type = "button";
  name.textContent = map.names[index];
  close.textContent = likeness(neighbor);
  cutInto(picture, index, map.cell);
  button.append(picture, name, close);
  for (const event of ["pointerenter", "focus", "click"]) button.addEventListener(event, () => select(index));
  for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => select(null));
  row.append(button);
  return row;
}
