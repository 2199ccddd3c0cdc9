/* Nothing is asked for before the page knows its picture: a tab would be filled with none. */
import { hear } from "../parts/dom.js";
import { openTab } from "../parts/link.js";
import { onValue } from "../parts/scrub.js";

export default (view) => {
  const { props, trigger } = view;
  const ask = () => {
    const event = props.asks[openTab()];
    if (props.value && event) trigger(event);
  };
  hear("opened", ask);
  onValue(view, ask);
};
