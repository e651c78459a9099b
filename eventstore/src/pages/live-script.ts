/**
 * What runs in the browser: puts what is new at the head of the list, for as long as the page can be seen. It is
 * JavaScript as it is sent, so that the package needs no second build.
 */
export const LIVE_SCRIPT = `"use strict";
(() => {
  const MOST_ITEMS = 500;
  const AGAIN_AFTER_MILLISECONDS = 1000;
  const address = new URL(document.body.dataset.live, location.href);
  const state = document.querySelector("[role=status]");
  let source;
  let again;

  function say(sentence, isLive) {
    state.classList.toggle("live", isLive);
    if (state.textContent !== sentence) state.textContent = sentence;
  }

  function open() {
    close();
    source = new EventSource(address);
    source.addEventListener("ready", () => say("Live", true));
    source.addEventListener("stale", () => location.reload());
    source.addEventListener("list", ({ data }) => {
      say("Live", true);
      const list = document.querySelector(".list");
      const focused = list.contains(document.activeElement) && document.activeElement.href;
      list.innerHTML = data;
      if (focused) [...list.querySelectorAll("a")].find(({ href }) => href === focused)?.focus();
    });
    source.addEventListener("events", ({ data, lastEventId }) => {
      const events = document.querySelector(".events");
      const template = document.createElement("template");
      template.innerHTML = data;
      const count = template.content.querySelectorAll(".event").length;
      for (const item of template.content.children) item.classList.add("new");
      events.prepend(template.content);
      while (events.children.length > MOST_ITEMS) events.lastElementChild.remove();
      document.querySelector(".none-yet")?.remove();
      address.searchParams.set("after", lastEventId);
      say(count === 1 ? "Live: 1 new event" : "Live: " + count + " new events", true);
    });
    source.addEventListener("error", () => {
      close();
      say("The store does not answer. This page goes on when it does.", false);
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
