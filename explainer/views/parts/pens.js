/* What a pen draws on a canvas again and again: lines, discs, single pictures of a sheet. */

/** A line through `points`, [x, y] each; the pen is left as opaque and whole as it was.
   @param {any} pen
   @param {number[][]} points
   @param {{ ink: string, width?: number, dash?: number[], alpha?: number }} look */
export function strokeThrough(pen, points, { ink, width = 2, dash = [], alpha = 1 }) {
  Object.assign(pen, { strokeStyle: ink, lineWidth: width, globalAlpha: alpha });
  pen.setLineDash(dash);
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.stroke();
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

/* A disc of that colour with an edge of 3 pixels. */
export function disc(pen, [x, y], radius, ink, edge) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  Object.assign(pen, { fillStyle: ink, strokeStyle: edge, lineWidth: 3 });
  pen.fill();
  pen.stroke();
}

/* Picture `index` of a sheet, `side` wide, its corner at x, y. */
export function stamp(pen, { image, columns, size }, index, x, y, side) {
  pen.drawImage(image, (index % columns) * size, Math.floor(index / columns) * size, size, size, x, y, side, side);
}
