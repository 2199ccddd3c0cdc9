/* How often each value occurs in x_t, against the normal curve of mean 0 and deviation 1. */
import { signed } from "../parts/numbers.js";
import { makePlot, svg } from "../parts/plot.js";

const BINS = 70, REACH = 3.5, TALLEST = 0.8; // values beyond lie in no bar; taller bars are cut off
const BOX = { left: 8, right: 592, top: 8, bottom: 168 };
const SMOOTH = 140; // pieces of the normal curve
const PLAIN = [-3, -2, -1, 0, 1, 2, 3]; // the values written below

/* Densities of the bins, and the mean and the standard deviation of all values. */
export function measureValues(values) {
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

const normal = (value) => Math.exp(-value * value / 2) / Math.sqrt(2 * Math.PI);

/* Prepare the plot in `place`; returns the function that draws other densities. */
export function drawHistogram(place, words) {
  const plot = makePlot(BOX, { x: [-REACH, REACH], y: [0, TALLEST] });
  const { left, right, bottom } = BOX, width = (right - left) / BINS, bars = svg("path", { class: "l-bars" });
  const smooth = Array.from({ length: SMOOTH + 1 }, (_, i) => REACH * (2 * i / SMOOTH - 1));
  place.replaceChildren(
    plot.frame(), bars, plot.line(smooth.map((value) => [value, normal(value)]), "l-normal"),
    plot.text(plot.x(1.2), plot.y(0.3), words.normal),
    ...PLAIN.map((value) => plot.under(value, signed(value, 0), { below: 22 })),
  );
  const bar = (density, i) => {
    const x = (left + i * width).toFixed(1), top = plot.y(Math.min(density, TALLEST)).toFixed(1);
    return `M${x} ${bottom}V${top}h${(width - 0.6).toFixed(1)}V${bottom}Z`;
  };
  return (densities) => bars.setAttribute("d", densities.map(bar).join(""));
}
