/* The card of the animal that is pointed at. */
import { clamp } from "../parts/numbers.js";
import { cutInto } from "./stickers.js";

const SIDE = 128, INSET = 6;

/* Returns `select(index)`, null for none. */
export function makeCard(card, canvas, { world, camera, points, words, tell, redraw }) {
  const [picture, name, about] = card.children;

  /* the place behind it, and how near it is where that was measured */
  function aboutOf(index) {
    const neighbors = [...world.place.neighbors, ...(world.wordPlace?.neighbors ?? [])];
    const neighbor = neighbors.find((one) => one.index === index);
    return neighbor ? world.about(neighbor) : words.places[world.feature("place", index)];
  }
  function putBeside([x, y]) {
    const { width, height } = camera.field(), wide = card.offsetWidth, high = card.offsetHeight;
    const away = 2 * camera.radius() + INSET;
    const aside = x + away + wide < width ? x + away : x - away - wide;
    const left = clamp(aside, INSET, width - wide - INSET), top = clamp(y - high / 2, INSET, height - high - INSET);
    card.style.transform = `translate(${left}px, ${top}px)`;
  }

  return (index) => {
    if (index === world.current) return;
    world.current = index;
    canvas.classList.toggle("near", index !== null);
    card.hidden = index === null;
    if (index !== null) {
      cutInto(picture, world, index, SIDE);
      name.textContent = world.nameOf(index);
      about.textContent = aboutOf(index);
      tell(world.nameOf(index));
      putBeside(points.placeOf(index));
    }
    redraw();
  };
}
