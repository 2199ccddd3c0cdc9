/* What a key means, in every browser. */

/* Whether `event` is an Enter that asks for something: not the one that confirms what an input method has
   composed, which Safari sends after the composing has ended, with the key code 229. */
kakusan.isEnter = (event) => event.key === "Enter" && !event.isComposing && event.keyCode !== 229;

/* Keys that Gradio leaves out: arrows walk along the tabs. */
document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.('[role="tab"]');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...tab.parentElement.querySelectorAll('[role="tab"]')];
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  event.preventDefault();
  next.focus();
  next.click();
});
