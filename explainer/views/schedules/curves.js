/* One plot of all schedules. */
import { svg } from "../parts/plot.js";
import { BOX, logShare, overTime } from "../forward/noise_curves.js";

/* Named, so that each schedule's line has its own look. */
function named(line, name) {
  line.dataset.name = name;
  return line;
}

/* Draw `heightOf(schedule, t)` of every schedule, with words at the upper and the lower end, and over the lines what
   `more(plot)` makes. Returns what moves the marker. */
export function drawSchedules(place, { schedules, steps }, heightOf, [above, below], more = (_) => []) {
  const plot = overTime(steps), marker = plot.marker(schedules.map(() => ["h-dot", 5]));
  place.replaceChildren(
    plot.frame(),
    ...schedules.map((one) => named(plot.curve((t) => heightOf(one, t), "h-line"), one.name)),
    plot.text(BOX.left + 8, BOX.top + 20, above), plot.text(BOX.left + 8, BOX.bottom - 8, below),
    ...plot.ends(24), ...more(plot), marker.node,
  );
  return (t) => marker.move(t, schedules.map((one) => heightOf(one, t)));
}

/* The signal to noise at which half of the detail is drowned, and where each schedule passes it. */
export const drowningLine = ({ below, schedules }, words) => (plot) => {
  if (!below) return [];
  const share = logShare(below), passed = schedules.filter(({ gone }) => gone !== null);
  return [
    plot.rule(share, "h-limit"),
    plot.text(BOX.right - 8, plot.y(share) - 8, words.limit, { anchor: "end" }),
    ...passed.map(({ gone }) => plot.dot(gone, share, "h-crossing", 4)),
  ];
};

/* The same line, small, beside its name. */
export function swatchOf(name) {
  const swatch = svg("svg", { viewBox: "0 0 26 8", "aria-hidden": "true" });
  swatch.append(named(svg("path", { class: "h-line", d: "M1 4H25" }), name));
  return swatch;
}
