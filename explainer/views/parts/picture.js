/* Choosing a sample or one's own picture, by button, drop, paste or camera: see views/look/picture.js. */
import { linkedSample } from "./link.js";

export const makePictureBar = ({ element, props, upload }, tab, choose, preview) =>
  window.kakusan.pictureBar(element, props, tab, upload, choose, preview);
/* What there is to look at before the first numbers come: the sample that the address names, or the first. */
export const firstLook = (samples) => (samples.find(({ id }) => id === linkedSample()) ?? samples[0]).src;
