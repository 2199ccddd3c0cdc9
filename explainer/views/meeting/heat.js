/* Numbers as colours, viridis from low to high, and as they are written. */
const STOPS = props.colors.map((color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)));

function heat(share) {
  const at = Math.min(Math.max(share, 0), 1) * (STOPS.length - 1), from = Math.min(Math.floor(at), STOPS.length - 2);
  return STOPS[from].map((start, i) => start + (STOPS[from + 1][i] - start) * (at - from));
}

/* Black on bright cells, white on dark ones: at this luminance (WCAG 2) both have a contrast of 4.6. */
function inkOn(color) {
  const [r, g, b] = color.map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#FFFFFF";
}

function warm(cell, share) {
  const color = heat(share);
  cell.style.background = `rgb(${color.map(Math.round).join(" ")})`;
  cell.style.color = inkOn(color);
}

const signed = (number) => number.toFixed(2).replace("-0.00", "0.00").replace("-", "−");
const percent = (share) => `${share > 0.995 || share < 0.005 ? Math.round(100 * share) : (100 * share).toFixed(share < 0.095 ? 1 : 0)} %`;
