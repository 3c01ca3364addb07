/* A page that shows how far something is looks again by itself: what is marked data-again is taken from the page anew,
   less and less often, so that a forgotten tab does not keep a session open. When nothing is marked any more, it is over. */
(() => {
  const MOST = 40, FIRST = 2000, LAST = 30000;
  let times = 0;

  async function look() {
    times += 1;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "follow" });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = document.querySelector("[data-again]"), then = page.querySelector("[data-again]");
        if (!then) {
          location.reload();
          return;
        }
        now.replaceWith(document.adoptNode(then));
      }
    } catch {
      /* No connection: it looks again later. */
    }
    wait();
  }

  function wait() {
    if (times < MOST) setTimeout(look, Math.min(LAST, FIRST * 1.15 ** times));
  }

  wait();
})();
