/* The reader's own pictures, small, in the parts of the machine that they pass through. */

/* `shown`: {part: what it shows}: a picture or canvas, four for the latent, or words for the tower. What is not named
   stays. */
export function paintFlow(parts, shown) {
  for (const [name, what] of Object.entries(shown)) {
    if (name === "tower") parts.tower.querySelector(".mc-words").textContent = what;
    else paint(parts[name].querySelector("canvas"), [what].flat());
  }
}

function paint(canvas, pictures) {
  const brush = canvas.getContext("2d"), rows = Math.ceil(Math.sqrt(pictures.length)), side = canvas.width / rows;
  brush.imageSmoothingQuality = "high";
  pictures.forEach((picture, index) => {
    if (picture.width) brush.drawImage(picture, (index % rows) * side, Math.floor(index / rows) * side, side, side);
  });
  canvas.dataset.shown = "";
}
