/* What the figures show just now, by the part of the machine that it passes through, for whoever draws the machine. */
import { tell } from "./dom.js";

const shown = {};
let scene = null;

/* {part: a picture or canvas, four of them for the latent, or words for the tower}. */
export function flow(parts) {
  Object.assign(shown, parts);
  tell("flow", parts);
}
export const flowing = () => shown;

/* The story's scene, {part, isLast}: which part of the machine it is about. */
export function enterScene(next) {
  scene = next;
  tell("scene", next);
}
export const sceneNow = () => scene;
