/* How what stays wrong grows with the number of stamps; the number of stamps in steps of ten times. */
const CHART = { left: 44, right: 590, top: 14, bottom: 240 };

function drawn(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/* Draw the chart with the server's curves; returns the function that moves its own curve and marker. */
function drawGrowth(chart, { counts, growth }, words) {
  const { left, right, top, bottom } = CHART;
  const [least, most] = [counts[0], counts[counts.length - 1]].map(Math.log10);
  const highest = 1.12 * Math.max(...growth.flatMap(({ means }) => means), 1);
  const across = (count) => left + (right - left) * Math.max((Math.log10(count) - least) / (most - least), 0);
  const up = (mean) => bottom - (bottom - top) * Math.min(mean / highest, 1);
  const path = (means) => means.map((mean, i) => `${i ? "L" : "M"}${across(counts[i]).toFixed(1)} ${up(mean).toFixed(1)}`).join("");
  const live = drawn("path", { class: "k-line" });
  const line = drawn("line", { class: "k-here", y1: top, y2: bottom });
  const dot = drawn("circle", { class: "k-dot", r: 6 });
  const here = drawn("text", { class: "k-here-text", y: bottom + 44, "text-anchor": "middle" });
  chart.replaceChildren(
    drawn("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    ...growth.map(({ means }) => drawn("path", { class: "k-line2", d: path(means) })),
    live,
    ...growth.map(({ share, means }) => drawn("text", { class: "q-share", x: right - 8, y: up(means[means.length - 1]) - 6, "text-anchor": "end" }, `${100 * share} %`)),
    ...counts.filter((count) => Number.isInteger(Math.log10(count))).map((count) => drawn("text", { x: across(count), y: bottom + 20, "text-anchor": count === counts[0] ? "start" : count === counts[counts.length - 1] ? "end" : "middle" }, counted.format(count))),
    drawn("text", { x: left - 8, y: bottom + 4, "text-anchor": "end" }, "0"),
    drawn("text", { x: left - 8, y: up(10) + 4, "text-anchor": "end" }, highest > 10 ? "10" : ""),
    drawn("text", { x: left - 8, y: up(20) + 4, "text-anchor": "end" }, highest > 20 ? "20" : ""),
    drawn("text", { class: "q-axis", x: left + 8, y: top + 20 }, words.error_axis),
    line, dot, here,
  );
  return (means, count, mean) => {
    const x = across(Math.max(count, counts[0]));
    live.setAttribute("d", path(means));
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    dot.setAttribute("cx", x);
    dot.setAttribute("cy", up(mean));
    here.setAttribute("x", Math.min(Math.max(x, left + 40), right - 40));
    here.textContent = kakusan.fill(words.here, { count: counted.format(count) });
  };
}
