/* PSNR and SSIM of A′ over the starting t, as far as they are known. */
import { clamp } from "../parts/numbers.js";
import { makePlot, svg } from "../parts/plot.js";

export const BOX = { left: 26, right: 590, top: 14, bottom: 240 };
const LEAST = 8, ROOM_ABOVE = 2; // dB: the foot of the plot, and what is left free above the ceiling
const TICKS = [10, 15, 20, 25, 30];

/* Draw what is known; returns the function that moves the marker to the start of that index. */
export function drawHome(figure, { starts, steps, home, ceiling, lost, guess }, words) {
  const plot = makePlot(BOX, { x: [0, steps - 1], y: [LEAST, ceiling + ROOM_ABOVE] });
  const shares = makePlot(BOX, { x: [0, steps - 1] }); // for SSIM
  const known = home.filter(Boolean), last = known.at(-1);
  const psnrOf = ({ psnr }) => clamp(psnr, LEAST, ceiling + ROOM_ABOVE), ssimOf = ({ ssim }) => Math.max(ssim, 0);
  const marker = plot.marker();

  /* a line up at t, with words at its foot */
  function sign(t, text, name, row) {
    const x = plot.x(t), toLeft = x > (BOX.left + BOX.right) / 2;
    const group = svg("g", { class: name });
    group.append(
      plot.here(t, "h-sign"),
      plot.text(x + (toLeft ? -7 : 7), BOX.bottom - 38 + 24 * row, text, { anchor: toLeft ? "end" : "start" }),
    );
    return group;
  }
  /* the names of the two lines where they end, the upper one above */
  function named() {
    const psnr = plot.y(psnrOf(last)), ssim = shares.y(ssimOf(last)), x = plot.x(starts[last.index]) - 6;
    const name = (text, y, other, className) => plot.text(x, y <= other ? y - 10 : y + 24, text, { anchor: "end", class: className });
    return [name(words.ssim, ssim, psnr - 1, "h-faint"), name(words.psnr, psnr, ssim, "k-of-line")];
  }

  figure.replaceChildren(
    plot.frame(),
    plot.rule(ceiling, "h-ceiling"),
    plot.text(BOX.right - 8, plot.y(ceiling) - 7, `${words.ceiling} ${ceiling.toFixed(1)} dB`, { anchor: "end", class: "h-faint" }),
    ...TICKS.filter((psnr) => psnr < ceiling + ROOM_ABOVE).map((psnr) => plot.beside(psnr, String(psnr), { gap: 6 })),
    shares.line(known.map((one) => [starts[one.index], ssimOf(one)]), "k-line2"),
    plot.line(known.map((one) => [starts[one.index], psnrOf(one)])),
    ...known.map((one) => plot.dot(starts[one.index], psnrOf(one), one.another ? "h-lost" : "h-safe", 4.5)),
    plot.under(0, "t = 0", { anchor: "start" }),
    plot.under(steps - 1, String(steps - 1), { anchor: "end" }),
    ...(last ? named() : []),
    marker.node,
    ...(lost === null ? [] : [sign(lost, `${words.machine} ${lost}`, "h-machine", 0)]),
    ...(guess === null ? [] : [sign(guess, `${words.you} ${guess}`, "h-you", 1)]),
  );
  return (index) => marker.move(starts[index], [home[index] ? psnrOf(home[index]) : LEAST]);
}
