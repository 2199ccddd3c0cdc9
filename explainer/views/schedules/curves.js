/* One plot of all schedules. Uses svg, across, upOf, pathOf and PLOT of views/forward/curves.js. */
const lineOf = (name, d) => svg("path", { class: "h-line", "data-name": name, d });

/* Draw `heightOf(schedule, t)` of every schedule; `more` lies over the lines. Returns what moves the marker. */
function drawSchedules(plot, set, heightOf, ends, more) {
  const { left, right, top, bottom } = PLOT;
  const marker = svg("line", { class: "k-here", y1: top, y2: bottom });
  const dots = set.schedules.map(() => svg("circle", { class: "h-dot", r: 5 }));
  plot.replaceChildren(
    svg("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    ...set.schedules.map((one) => lineOf(one.name, pathOf(set, (t) => heightOf(one, t)))),
    svg("text", { x: left + 8, y: top + 20 }, ends[0]),
    svg("text", { x: left + 8, y: bottom - 8 }, ends[1]),
    svg("text", { x: left, y: bottom + 24 }, "t = 0"),
    svg("text", { x: right, y: bottom + 24, "text-anchor": "end" }, String(set.steps - 1)),
    ...more, marker, ...dots,
  );
  return (t) => {
    const x = across(t, set.steps);
    marker.setAttribute("x1", x);
    marker.setAttribute("x2", x);
    dots.forEach((dot, i) => {
      dot.setAttribute("cx", x);
      dot.setAttribute("cy", upOf(heightOf(set.schedules[i], t)));
    });
  };
}

/* The signal to noise at which half of the detail is drowned, and where each schedule passes it. */
function drowningLine(set, words) {
  if (!set.below) return [];
  const y = upOf(logShare(set.below));
  const passed = set.schedules.filter(({ gone }) => gone !== null);
  return [
    svg("line", { class: "h-limit", x1: PLOT.left, x2: PLOT.right, y1: y, y2: y }),
    svg("text", { x: PLOT.right - 8, y: y - 8, "text-anchor": "end" }, words.limit),
    ...passed.map(({ gone }) => svg("circle", { class: "h-crossing", r: 4, cx: across(gone, set.steps), cy: y })),
  ];
}
