/* How far a reader has come: kept in the browser, and where that is refused as long as the page is there. */
import { keep, kept } from "./kept.js";

const KEY = "kakusan.story", VERSION = 1;
let here = null;

function read() {
  try {
    const found = JSON.parse(kept(KEY));
    return found?.version === VERSION ? found : {};
  } catch { // scribbled over
    return {};
  }
}
const texts = (list) => (Array.isArray(list) ? list.filter((one) => typeof one === "string") : []);

/* {scene: where the reader is, told: scenes whose end was seen, met: parts of the machine, all: whether all are shown} */
export function progress() {
  if (!here) {
    const { scene, told, met, all } = read();
    here = { scene: typeof scene === "string" ? scene : null, told: texts(told), met: texts(met), all: all === true };
  }
  return here;
}

export function keepProgress(changes) {
  here = { ...progress(), ...changes };
  keep(KEY, JSON.stringify({ version: VERSION, ...here }));
}

/* `list` with `one` in it. */
export const including = (list, one) => (list.includes(one) ? list : [...list, one]);
