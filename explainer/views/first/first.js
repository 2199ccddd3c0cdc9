/* Dark or light before anything is painted, and the first sheet away as soon as the page lies on it. */
{
  const asked = new URLSearchParams(location.search).get("__theme");
  const dark = asked ? asked === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.classList.toggle("dark", dark);
  const first = document.getElementById("k-first");
  if (new URLSearchParams(location.search).get("view") === "embed") first.remove();
  const watcher = new MutationObserver(() => {
    if (!document.querySelector("gradio-app .k-header .k-wordmark:not(:empty)")) return;
    watcher.disconnect();
    first.remove();
  });
  watcher.observe(document.body, { childList: true, subtree: true });
}
