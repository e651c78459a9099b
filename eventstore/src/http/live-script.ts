/**
 * What runs in the browser: asks for what is new, for as long as the page can be seen, and puts it in its place. A message is HTML. An
 * element with `data-part` has the new content of the part of the page that has this name; one with `data-first` has
 * what comes first in it from now on. After each message the document gets an event "news". This is JavaScript as it is
 * sent, so that the package needs no second build.
 */
export const LIVE_SCRIPT = `"use strict";
(() => {
  const MOST_ITEMS = 500;
  const AGAIN_AFTER_MILLISECONDS = 1000;
  const address = new URL(document.body.dataset.live, location.href);
  const state = document.querySelector(".state");
  let source;
  let again;

  function say(sentence, isLive) {
    state.classList.toggle("live", isLive);
    if (state.textContent !== sentence) state.textContent = sentence;
  }

  const partOf = (name) => document.querySelector('[data-part="' + name + '"]');

  /** Keeps what is unfolded, and the focus: elements are known by their ids. */
  function replace(part, content) {
    const unfolded = [...part.querySelectorAll("details[open]")].map(({ id }) => id);
    const focused = part.contains(document.activeElement) && document.activeElement.id;
    part.replaceChildren(...content.childNodes);
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  function putFirst(part, { children }) {
    for (const item of children) item.classList.add("new");
    say(children.length === 1 ? "Live: one is new" : "Live: " + children.length + " are new", true);
    part.prepend(...children);
    while (part.children.length > MOST_ITEMS) part.lastElementChild.remove();
  }

  function open() {
    close();
    source = new EventSource(address);
    source.addEventListener("open", () => say("Live", true));
    source.addEventListener("trouble", ({ data }) => say(data || "Live", !data));
    source.addEventListener("stale", () => location.reload());
    source.addEventListener("message", ({ data, lastEventId }) => {
      const template = document.createElement("template");
      template.innerHTML = data;
      for (const content of template.content.children) {
        const { part, first } = content.dataset;
        const place = partOf(part ?? first);
        if (place && part) replace(place, content);
        if (place && first) putFirst(place, content);
      }
      if (lastEventId) address.searchParams.set("since", lastEventId);
      document.dispatchEvent(new Event("news"));
    });
    source.addEventListener("error", () => {
      close();
      say("The program does not answer. This page goes on when it does.", false);
      again = setTimeout(open, AGAIN_AFTER_MILLISECONDS);
    });
  }

  function close() {
    clearTimeout(again);
    source?.close();
  }

  // A page that nobody sees asks for nothing; and a browser has but six connections to a server.
  const openWhileSeen = () => (document.hidden ? close() : open());
  document.addEventListener("visibilitychange", openWhileSeen);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", ({ persisted }) => persisted && openWhileSeen());
  openWhileSeen();
})();`;
