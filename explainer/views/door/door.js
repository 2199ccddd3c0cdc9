/* Nothing is asked for before the page knows its picture: a tab would be filled with none. */
import { hear } from "../parts/dom.js";
import { openTab } from "../parts/link.js";
import { onValue } from "../parts/scrub.js";

export default (view) => {
  const { props, trigger } = view;
  let needed = null; // a tab that lends its figure to the one that is open
  const ask = () => {
    for (const tab of new Set([openTab(), needed])) {
      const event = props.asks[tab];
      if (props.value && event) trigger(event);
    }
  };
  hear("opened", () => { needed = null; ask(); });
  hear("needed", (tab) => { needed = tab; ask(); });
  onValue(view, ask);
};
