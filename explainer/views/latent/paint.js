// Numbers and pictures onto canvases. Uses `root` and `find` of latent.js.
function rgb(variable) {
  const hex = getComputedStyle(root).getPropertyValue(variable).trim();
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

// -1 is indigo, 0 the colour of the card, +1 the seal
function diverging(share, poles) {
  const pole = share < 0 ? poles.below : poles.above;
  const weight = Math.min(1, Math.abs(share));
  return poles.zero.map((zero, i) => zero + (pole[i] - zero) * weight);
}

function paintChannel(canvas, numbers, value, poles) {
  canvas.width = canvas.height = value.side;
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(value.side, value.side);
  numbers.forEach((one, i) => image.data.set([...diverging(one / value.bound, poles), 255], 4 * i));
  pen.putImageData(image, 0, 0);
}

function channelPrint(index) {
  const print = document.createElement("div");
  print.className = "print";
  print.dataset.grid = "";
  print.dataset.number = index + 1;
  print.append(document.createElement("canvas"), document.createElement("i"));
  print.firstChild.setAttribute("role", "img");
  print.lastChild.className = "cell";
  return print;
}

function paintLatent(value) {
  const poles = { below: rgb("--indigo"), zero: rgb("--card"), above: rgb("--seal") };
  const large = find("channels");
  const small = find("small");
  if (large.children.length !== value.latent.length) {
    large.replaceChildren(...value.latent.map((_, i) => channelPrint(i)));
    small.replaceChildren(...value.latent.map(() => document.createElement("canvas")));
  }
  value.latent.forEach((numbers, i) => {
    paintChannel(large.children[i].firstChild, numbers, value, poles);
    paintChannel(small.children[i], numbers, value, poles);
  });
}

// the sheet holds the picture, what came back and the loss, side by side
function paintSheet(value) {
  const image = new Image();
  image.onload = () => {
    const size = image.naturalHeight;
    for (const canvas of root.querySelectorAll("[data-sheet]")) {
      canvas.width = canvas.height = size;
      canvas.getContext("2d").drawImage(image, -size * canvas.dataset.sheet, 0);
    }
    root.querySelectorAll(".planes canvas").forEach((canvas, i) => paintPlane(canvas, image, size, i));
  };
  image.src = value.sheet.url;
}

// one of the three colours alone, in that colour's ink: the numbers as the computer holds them
const TINTS = [[1, 0.45, 0.38], [0.42, 0.86, 0.5], [0.42, 0.6, 1]];

function paintPlane(canvas, image, size, color) {
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, 0);
  const pixels = pen.getImageData(0, 0, size, size);
  for (let at = 0; at < pixels.data.length; at += 4) {
    const value = pixels.data[at + color];
    TINTS[color].forEach((tint, i) => { pixels.data[at + i] = value * tint; });
  }
  pen.putImageData(pixels, 0, 0);
}
