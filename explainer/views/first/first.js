/* Dark or light before anything is painted, an embedded page started when it is seen, and the first sheet away as soon
   as the page lies on it. */
{
  const query = new URLSearchParams(location.search), asked = query.get("__theme");
  const dark = asked ? asked === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.classList.toggle("dark", dark);
  const first = document.getElementById("k-first");
  document.documentElement.classList.toggle("k-embed", query.get("view") === "embed");
  const watcher = new MutationObserver(() => {
    if (!document.querySelector("gradio-app .k-header .k-wordmark:not(:empty)")) return;
    watcher.disconnect();
    first.remove();
  });
  watcher.observe(document.body, { childList: true, subtree: true });

  /* A frame far below, or on a slide that is not shown, is not seen, whatever page it is in. */
  const later = document.querySelector("script[data-when-seen]");
  const start = () => later?.replaceWith(Object.assign(document.createElement("script"), {
    type: "module", crossOrigin: "anonymous", src: later.dataset.whenSeen,
  }));
  const looking = window.IntersectionObserver && new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    looking.disconnect();
    start();
  });
  if (later && looking) looking.observe(first);
  else start();
}
