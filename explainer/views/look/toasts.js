/* Gradio's own messages, which know English alone, in the language of the page. */
{
  const inOurWords = () => ({
    "Error": kakusan.words.toast?.error,
    "Connection Lost": kakusan.words.toast?.lost,
    "Connection to the server was lost. Attempting reconnection...": kakusan.words.toast?.reconnecting,
    "Connection errored out.": kakusan.words.toast?.failed,
    "This application is currently busy. Please try again.": kakusan.words.busy,
  });

  const rewrite = (toast) => {
    const words = inOurWords();
    const texts = document.createTreeWalker(toast, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const ours = words[texts.currentNode.data.trim()];
      if (ours) texts.currentNode.data = ours;
    }
  };

  /* A toast is new, or a further message has joined one that is there. */
  const toastOf = (node) => {
    const element = node.nodeType === 1 ? node : node.parentElement;
    return element?.closest(".toast-body") || element?.querySelector(".toast-body");
  };

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        const toast = toastOf(node);
        if (toast) rewrite(toast);
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
}
