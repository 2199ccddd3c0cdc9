/* How often each value occurs in x_t, against the normal curve of mean 0 and deviation 1. */
const BINS = 70, REACH = 3.5, TALLEST = 0.8; // values beyond lie in no bar; taller bars are cut off
const FIELD = { left: 8, right: 592, top: 8, bottom: 168 };

const alongValues = (value) => FIELD.left + (FIELD.right - FIELD.left) * (value + REACH) / (2 * REACH);
const upDensity = (density) => FIELD.bottom - (FIELD.bottom - FIELD.top) * Math.min(density / TALLEST, 1);

/* Densities of the bins, and the mean and the standard deviation of all values. */
function measureValues(values) {
  const counts = new Uint32Array(BINS), width = 2 * REACH / BINS;
  let sum = 0, squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i], bin = Math.floor((value + REACH) / width);
    sum += value;
    squares += value * value;
    if (bin >= 0 && bin < BINS) counts[bin]++;
  }
  const mean = sum / values.length;
  const densities = Array.from(counts, (count) => count / (values.length * width));
  return { densities, mean, deviation: Math.sqrt(squares / values.length - mean * mean) };
}

function normalCurve() {
  const points = Array.from({ length: 141 }, (_, i) => -REACH + i * REACH / 70);
  const density = (value) => Math.exp(-value * value / 2) / Math.sqrt(2 * Math.PI);
  return "M" + points.map((value) => `${alongValues(value).toFixed(1)} ${upDensity(density(value)).toFixed(1)}`).join("L");
}

/* Prepare the plot; returns the function that draws other densities. */
function drawHistogram(plot, words) {
  const bars = svg("path", { class: "l-bars" }), { left, right, top, bottom } = FIELD;
  plot.replaceChildren(
    svg("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    bars,
    svg("path", { class: "l-normal", d: normalCurve() }),
    svg("text", { x: alongValues(1.2), y: upDensity(0.3) }, words.normal),
    ...[-3, -2, -1, 0, 1, 2, 3].map((value) => svg("text", { x: alongValues(value), y: bottom + 22, "text-anchor": "middle" }, String(value).replace("-", "−"))),
  );
  const width = (right - left) / BINS;
  return (densities) => {
    const bar = (density, i) => `M${(left + i * width).toFixed(1)} ${bottom}V${upDensity(density).toFixed(1)}h${(width - 0.6).toFixed(1)}V${bottom}Z`;
    bars.setAttribute("d", densities.map(bar).join(""));
  };
}
