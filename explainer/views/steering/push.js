/* The two predictions, their difference, how large it was step by step, and what the guidance did. */
const PUSH = { left: 44, right: 350, top: 12, bottom: 166 };
const PUSH_DASHES = ["", "9 5", "2.5 4", "10 4 2.5 4"];

function svg(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

/* Parts of the file `maps` of one lane at one kept step; see the view's `finished`. */
function partsOf(film, which, at) {
  const [c, h, w] = film.shape, k = film.kept.length, map = c * h * w, picture = 3 * h * w;
  const begin = which * k * (3 * map + 2 * picture);
  const levels = (part) => film.bytes.subarray(begin + (part * k + at) * map, begin + (part * k + at + 1) * map);
  const seen = (part) => {
    const from = begin + 3 * k * map + (part * k + at) * picture;
    return film.bytes.subarray(from, from + picture);
  };
  return { without: levels(0), withWords: levels(1), difference: levels(2), seenWithout: seen(0), seenWith: seen(1) };
}

function paintRgb(canvas, bytes, width, height) {
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) image.data.set([bytes[3 * i], bytes[3 * i + 1], bytes[3 * i + 2], 255], 4 * i);
  putPixels(canvas, image, true);
}

function paintTwo({ withWords, without, difference }, parts, film, asNoise) {
  const [c, h, w] = film.shape;
  if (asNoise) {
    paintLevels(withWords, parts.withWords, h, c);
    paintLevels(without, parts.without, h, c);
  } else {
    paintRgb(withWords, parts.seenWith, w, h);
    paintRgb(without, parts.seenWithout, w, h);
  }
  paintLevels(difference, parts.difference, h, c);
}

/* A curve a lane; returns the function that moves the marker to a step. */
function drawPush(plot, film, words) {
  const { left, right, top, bottom } = PUSH;
  const most = Math.max(...film.lanes.flatMap(({ push }) => push), 1e-6) * 1.08;
  const across = (i) => left + (right - left) * i / Math.max(film.count - 1, 1);
  const up = (value) => bottom - (bottom - top) * value / most;
  const marker = svg("line", { class: "k-here", y1: top, y2: bottom });
  plot.replaceChildren(
    svg("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    ...film.lanes.map(({ push }, i) => svg("path", {
      d: push.map((value, at) => `${at ? "L" : "M"}${across(at).toFixed(1)} ${up(value).toFixed(1)}`).join(""),
      style: `stroke: ${inkOf(i)}`, "stroke-dasharray": PUSH_DASHES[i],
    })),
    ...film.lanes.map(({ push }, i) => {
      const step = Math.round((film.count - 1) * (i + 1) / (film.lanes.length + 1)); // apart, where curves lie close
      return svg("text", { class: "g-mark", x: across(step), y: up(push[step]) - 6, "text-anchor": "middle", style: `fill: ${inkOf(i)}` }, String(i + 1));
    }),
    svg("text", { x: left - 6, y: bottom + 4, "text-anchor": "end" }, "0"),
    svg("text", { x: left - 6, y: top + 9, "text-anchor": "end" }, most.toPrecision(2)),
    svg("text", { x: left, y: bottom + 20 }, words.push.from),
    svg("text", { x: right, y: bottom + 20, "text-anchor": "end" }, words.push.to),
    marker,
  );
  return (step) => { for (const x of ["x1", "x2"]) marker.setAttribute(x, across(step)); };
}

/* What each lane's picture measures; the most of a column stands out. */
function fillMeasures(table, film, names, words) {
  const percent = (share) => `${(100 * share).toFixed(1)} %`, plain = (value) => value.toFixed(2).replace("-", "−");
  const columns = [["similarity", plain], ...(film.negative ? [["unwanted", plain]] : []), ["contrast", percent], ["saturation", percent], ["burnt", percent]];
  const head = made("thead"), top = made("tr"), rows = made("tbody");
  top.append(made("th"), ...columns.map(([key]) => made("th", "", kakusan.fill(words.measured[key], { negative: film.negative }))));
  head.append(top);
  film.lanes.forEach((lane, i) => {
    const row = made("tr"), mark = made("th"), dot = made("i", "", i + 1);
    dot.style.setProperty("--lane", inkOf(i));
    dot.title = names[i];
    mark.append(dot);
    row.append(mark, ...columns.map(([key, write]) => {
      const most = Math.max(...film.lanes.map((other) => other[key]));
      return made("td", lane[key] === most ? "g-most" : "", write(lane[key]));
    }));
    rows.append(row);
  });
  table.replaceChildren(head, rows);
}
