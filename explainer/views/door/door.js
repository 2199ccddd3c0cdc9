/* Nothing is asked for before the page knows its picture: a tab would be filled with none. And what needs the models is
   not before they are there: until then its answer would hold one of the few connections of the browser. */
import { loaded } from "../header/loading.js";
import { hear } from "../parts/dom.js";
import { openTab } from "../parts/link.js";
import { onValue } from "../parts/scrub.js";

export default (view) => {
  const { props, trigger } = view;
  let needed = null; // a tab that lends its figure to the one that is open
  let areThere = false, isHeld = false;
  const ask = () => {
    for (const tab of new Set([openTab(), needed])) {
      const event = props.asks[tab];
      if (!props.value || !event) continue;
      if (areThere || !props.modelled.includes(tab)) trigger(event);
      else isHeld = true;
    }
  };
  loaded.then(() => {
    areThere = true;
    if (isHeld) ask();
  });
  hear("opened", () => { needed = null; ask(); });
  hear("needed", (tab) => { needed = tab; ask(); });
  onValue(view, ask);
};
