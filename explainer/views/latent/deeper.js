/* Sentences that quote numbers are filled in when the numbers are there. */
import { fillIn } from "../parts/dom.js";
import { onValue } from "../parts/scrub.js";

export default (view) => onValue(view, ({ facts, code }) => fillIn(view.element, view.props.words, { ...facts, code }));
