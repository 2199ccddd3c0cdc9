/* Numbers as colours: viridis from low to high. */
import { clamp } from "../parts/numbers.js";

/* Black on bright cells, white on dark ones: at this luminance (WCAG 2) both have a contrast of 4.6. */
function inkOn(color) {
  const [r, g, b] = color.map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#FFFFFF";
}

/* `warm(cell, share)` colours a cell, between the first of `colors` and the last. */
export function makeHeat(colors) {
  const stops = colors.map((color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)));
  return (cell, share) => {
    const at = clamp(share, 0, 1) * (stops.length - 1), from = Math.min(Math.floor(at), stops.length - 2);
    const color = stops[from].map((start, i) => start + (stops[from + 1][i] - start) * (at - from));
    cell.style.background = `rgb(${color.map(Math.round).join(" ")})`;
    cell.style.color = inkOn(color);
  };
}
