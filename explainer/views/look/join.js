/* No question falls between two streams of news: Gradio's page asks for a new stream only where it believes that it
   has none, and learns late that the server has ended it. Here the answer to a question waits until the page has let
   go of every stream of which the server says that it has ended (tabs/closing.py). The question says as well what the
   reader's "own" picture is, and the answer whether that is "gone". */
(() => {
  const MOST = 3000; // milliseconds; a stream that broke off is let go by nobody
  const PATH = /\/queue\/(join|data)\b/, WHO = /"session_hash":"(\w+)"/;
  const plain = window.fetch;
  let streams = 0, known = null, own = null;
  /** @type {Promise<any>} */
  let letGo = Promise.resolve();
  window.addEventListener("kakusan:own", (/** @type {any} */ { detail }) => { own = detail; });

  function listen(signal) {
    streams += 1;
    letGo = signal ? new Promise((go) => { signal.addEventListener("abort", go, { once: true }); }) : Promise.resolve();
  }
  window.fetch = async function fetch(/** @type {any} */ what, /** @type {any} */ given) {
    const [, kind] = PATH.exec(what?.url ?? String(what)) ?? [];
    if (kind === "data") listen(what?.signal ?? given?.signal);
    const [, session] = kind === "join" ? WHO.exec(given?.body) ?? [] : [];
    if (!session) return plain.call(window, what, given);
    const headers = new Headers(given.headers);
    headers.set("kakusan-session", session);
    if (own) headers.set("kakusan-own", encodeURIComponent(own));
    const answer = await plain.call(window, what, { ...given, headers });
    if (answer.headers.has("kakusan-gone")) window.dispatchEvent(new CustomEvent("kakusan:gone", { detail: own }));
    const server = answer.headers.get("kakusan-server");
    if (known && server !== known) streams = 0; // it was started anew, and has ended none of those
    known = server;
    if (Number(answer.headers.get("kakusan-ended")) >= streams) await Promise.race([letGo, new Promise((go) => { setTimeout(go, MOST); })]);
    return answer;
  };
})();
