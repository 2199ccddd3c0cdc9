/* Nothing is asked for before the page knows its picture: a tab would be filled with none. And what needs the models is
   not before they are there: until then its answer would hold one of the few connections of the browser. What brings no
   news, or could not be filled, is asked for again as long as its figure is in sight; until then the tab shows what is
   recorded. */
import { loaded } from "../header/loading.js";
import { makeAgain } from "../parts/again.js";
import { hear } from "../parts/dom.js";
import { openTab } from "../parts/link.js";
import { onValue } from "../parts/scrub.js";

const SILENCE = 20000, SOON = 3000; // milliseconds: without news; after a refusal

export default (view) => {
  const { props, trigger } = view, { silence = SILENCE, soon = SOON } = props;
  let needed = null; // a tab that lends its figure to the one that is open
  let areThere = false;
  const inSight = () => new Set([openTab(), needed]);
  const ask = () => { for (const tab of inSight()) fillingOf[tab]?.ask(); };

  const fillingOf = Object.fromEntries(Object.entries(props.asks).map(([tab, event]) => {
    function send() {
      if (!props.value || !inSight().has(tab) || (!areThere && props.modelled?.includes(tab))) return;
      trigger(event);
      again.in(silence);
    }
    const again = makeAgain(send);
    return [tab, { again, ask() { again.settle(); send(); } }];
  }));
  loaded.then(() => { areThere = true; ask(); });
  hear("filled", (tab) => fillingOf[tab]?.again.settle());
  hear("unfilled", (tab) => fillingOf[tab]?.again.in(soon));
  hear("chosen", ask);
  hear("opened", () => { needed = null; ask(); });
  hear("needed", (tab) => { needed = tab; ask(); });
  onValue(view, ask);
};
