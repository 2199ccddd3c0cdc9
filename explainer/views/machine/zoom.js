/* A part of the drawing grows into the page that it opens; where nothing is to move, the page simply changes. */
import { still } from "../parts/scrub.js";

const LASTS = 420; // milliseconds

export function zoom(part, open) {
  const icon = part.querySelector(".mc-icon"), from = icon.getBoundingClientRect(), to = document.getElementById("tabs");
  open();
  if (still() || !icon.animate || !to) return;
  const picture = grown(icon);
  document.body.append(picture);
  const { left, width } = to.getBoundingClientRect(), side = Math.min(width, innerHeight - from.bottom);
  const at = (x, y, size) => `translate(${x}px, ${y}px) scale(${size / from.width})`;
  picture.animate([
    { transform: at(from.left, from.top, from.width), opacity: 1 },
    { transform: at(left + (width - side) / 2, from.bottom, side), opacity: 0 },
  ], { duration: LASTS, easing: "ease-in", fill: "forwards" }).finished.finally(() => picture.remove());
}

/* A copy of what the part shows, over the page. */
function grown(icon) {
  const picture = icon.cloneNode(true);
  icon.querySelectorAll("canvas").forEach((canvas, index) => {
    picture.querySelectorAll("canvas")[index].getContext("2d").drawImage(canvas, 0, 0);
  });
  picture.classList.add("mc-zoom");
  picture.setAttribute("aria-hidden", "true");
  return picture;
}
