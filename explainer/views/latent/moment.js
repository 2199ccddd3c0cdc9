/* The figure as one picture to take along: the picture → its four channels → what comes back, with the square. */
import { triptych } from "../parts/triptych.js";

const GAP = 8; // between two channels

/* `root` is the figure; `spot` the square among `cells` a side. */
export function together(root, spot, cells) {
  const lay = (source, pen, left, top, side) => {
    pen.drawImage(source, left, top, side, side);
    pen.strokeRect(left + spot.across * side / cells, top + spot.down * side / cells, side / cells, side / cells);
  };
  const channels = (pen, left, top, side) => root.querySelectorAll("[data-channels] canvas").forEach((channel, i) => {
    const small = (side - GAP) / 2, step = small + GAP;
    pen.imageSmoothingEnabled = false;
    lay(channel, pen, left + (i % 2) * step, top + Math.floor(i / 2) * step, small);
    pen.imageSmoothingEnabled = true;
  });
  const sheet = (name) => (...place) => lay(root.querySelector(`[data-sheet="${name}"]`), ...place);
  return triptych(root, "→→", [sheet(0), channels, sheet(1)]);
}
