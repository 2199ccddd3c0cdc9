/* A heading over the sections that belong together. */
import { dress } from "../parts/dom.js";

export default ({ element, props }) => dress(element, props.words);
