/* The problem that a tab ends on, and a button that opens the tab where it is solved. */
import { finder } from "../parts/dom.js";
import { goTo } from "../parts/link.js";

export default ({ element, props }) => {
  finder(element)(".k-button").addEventListener("click", () => goTo(props.to));
};
