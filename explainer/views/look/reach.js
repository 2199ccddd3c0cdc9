/* No question is lost on its way to the server, no file on its way from it, and no page for a stream of news that
   broke off.

   What the server does not answer, or is too busy to let in, is sent again until it is there; "unreached" tells the
   page whether it is not. Where a stream breaks off, Gradio's page would load itself anew and lose what stands in it:
   here it is told that what was under way has failed and that the stream has ended, and the page that its news were
   "cut". */
(() => {
  const FIRST = 500, LONGEST = 8000, TOLD = 100; // milliseconds: between two tries; until Gradio has let a stream go
  const PATH = /^(?!data:|blob:)[^?]*\/(queue\/join\b|queue\/data\b|run\/|file=|kakusan\/)/;
  const NEWS = /^data: ?\{"msg":"(\w+)"(?:,"event_id":(?:"(\w+)"|null))?/;
  const plain = window.fetch, underWay = new Set();
  let wait = FIRST, isAway = false;
  /** @type {Promise<any> | null} */
  let pausing = null;
  const tell = (name, detail) => window.dispatchEvent(new CustomEvent(`kakusan:${name}`, { detail }));

  function sayUnreached(now) {
    if (now !== isAway) tell("unreached", now);
    isAway = now;
  }
  /* What `ask()` answers in the end, with a status of `most` or less. All wait for the same moment, and keep their order. */
  async function reach(ask, most, signal) {
    for (;;) {
      await pausing;
      const answer = await ask().catch((problem) => { if (signal?.aborted) throw problem; });
      const isLetIn = answer && answer.status <= most && answer.status !== 429;
      sayUnreached(!isLetIn);
      if (isLetIn) {
        wait = FIRST;
        return answer;
      }
      if (pausing) continue;
      const pause = wait * (0.75 + Math.random() / 2);
      wait = Math.min(2 * wait, LONGEST);
      pausing = new Promise((go) => { setTimeout(() => { pausing = null; go(null); }, pause); });
    }
  }

  /* The stream in `answer`, which always comes to an end that Gradio knows. */
  function whole(answer, signal) {
    const reader = answer.body.getReader(), reading = new TextDecoder(), writing = new TextEncoder();
    let rest = "", hasEnded = false;
    const send = (out, message) => out.enqueue(writing.encode(`data: ${JSON.stringify(message)}\n\n`));
    function cut(out) {
      const output = { error: null, visible: false };
      for (const id of underWay) send(out, { msg: "process_completed", event_id: id, output, success: false });
      underWay.clear();
      send(out, { msg: "close_stream", event_id: null });
      out.close();
      reader.cancel().catch(() => {});
      setTimeout(tell, TOLD, "cut");
    }
    /* Whether it is one after which nothing comes that is worth hearing: the server ends, or knows no such page. */
    function isLast(message) {
      const [, kind, id] = NEWS.exec(message) ?? [];
      if (kind === "process_completed" || kind === "unexpected_error") underWay.delete(id);
      if (kind === "close_stream") hasEnded = true;
      return kind === "unexpected_error" && !id;
    }
    async function start(out) {
      for (;;) {
        const { done, value } = await reader.read().catch(() => ({ done: true }));
        if (done) break;
        const messages = (rest + reading.decode(value, { stream: true })).split("\n\n");
        rest = messages.pop();
        for (const message of messages) {
          if (isLast(message)) { cut(out); return; }
          out.enqueue(writing.encode(`${message}\n\n`));
        }
      }
      if (hasEnded || signal?.aborted) out.close();
      else cut(out);
    }
    const { status, headers } = answer;
    return new Response(new ReadableStream({ start, cancel: () => reader.cancel() }), { status, headers });
  }

  window.fetch = async function fetch(/** @type {any} */ what, /** @type {any} */ given) {
    const [, kind] = PATH.exec(what?.url ?? String(what)) ?? [], signal = what?.signal ?? given?.signal;
    if (!kind) return plain.call(window, what, given);
    const most = kind.startsWith("queue") ? 499 : 500; // a 500 elsewhere is what the function itself says
    const answer = await reach(() => plain.call(window, what, given), most, signal);
    if (kind === "queue/data" && answer.ok && answer.body) return whole(answer, signal);
    if (kind === "queue/join" && answer.ok) underWay.add((await answer.clone().json()).event_id);
    return answer;
  };
})();
