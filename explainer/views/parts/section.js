/* A section that is closed at first: `makeSection(view, ask, { tab })` asks for its figure when it is opened.
   See views/look/section.js. */
export const makeSection = ({ element, props }, ask, { tab = null, named = true } = {}) =>
  window.kakusan.section(element, ask, { props: named ? props : null, tab });
