/* Choosing a sample or one's own picture, by button, drop, paste or camera: see views/look/picture.js. */
export const makePictureBar = ({ element, props, upload }, tab, choose, preview) =>
  window.kakusan.pictureBar(element, props, tab, upload, choose, preview);
