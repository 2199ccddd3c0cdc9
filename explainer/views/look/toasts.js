/* Gradio's own messages, which know English alone, in the language of the page. */
import { common, tell } from "../parts/dom.js";

const LOST = ["Connection Lost", "Connection errored out."];
const inOurWords = () => ({
  "Error": common.toast?.error,
  "Connection Lost": common.toast?.lost,
  "Connection to the server was lost. Attempting reconnection...": common.toast?.reconnecting,
  "Connection errored out.": common.toast?.failed,
  "This application is currently busy. Please try again.": common.busy,
});

function rewrite(toast) {
  const words = inOurWords(), texts = document.createTreeWalker(toast, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const said = texts.currentNode.data.trim();
    if (words[said]) texts.currentNode.data = words[said];
    if (LOST.includes(said)) tell("lost", words[said]); // whoever is under way says so in its figure
  }
}

/* A toast is new, or a further message has joined one that is there. */
function toastOf(node) {
  const element = node.nodeType === 1 ? node : node.parentElement;
  return element?.closest(".toast-body") || element?.querySelector(".toast-body");
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      const toast = toastOf(node);
      if (toast) rewrite(toast);
    }
  }
}).observe(document.body, { childList: true, subtree: true });
