// Moves through the time of one game. The page contains every moment; this shows the selected one, and hides the others.

const STEP_MILLISECONDS = 700;

/**
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 */
function element(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${id}.`);
}

const game = element("game", HTMLElement);
const slider = element("slider", HTMLInputElement);
const play = element("play", HTMLButtonElement);
const permalink = element("permalink", HTMLAnchorElement);

let last = Number(slider.max);
let at = Number(slider.value);
/** The revision of the selected event. @type {number | undefined} */
let selected;
/** @type {ReturnType<typeof setInterval> | undefined} */
let playing;

/** @param {string} selector */
const all = (selector) => /** @type {NodeListOf<HTMLElement>} */ (game.querySelectorAll(selector));

/** The elements that belong to moments. They are searched for when the page has changed, not at each move. */
let timed = find();

function find() {
  return {
    from: all("[data-from]"),
    until: all("[data-until]"),
    only: all("[data-only]"),
    wins: all("[data-wins]"),
    events: all(".event"),
  };
}

/** @param {number} revision */
const eventAt = (revision) => timed.events[revision];

/** Shows the moment after the event `at`. */
function show() {
  for (const shown of timed.from) shown.hidden = Number(shown.dataset.from) > at;
  for (const shown of timed.until) shown.hidden = Number(shown.dataset.until) <= at;
  for (const shown of timed.only) shown.hidden = Number(shown.dataset.only) !== at;
  for (const event of timed.events) {
    event.classList.toggle("later", Number(event.dataset.revision) > at);
    event.classList.toggle("current", Number(event.dataset.revision) === at);
  }
  for (const token of timed.wins) token.classList.toggle("wins", Number(token.dataset.wins) <= at);
  slider.max = String(last);
  slider.value = String(at);
  const what = `${eventAt(at)?.querySelector(".type")?.textContent}: ${eventAt(at)?.querySelector(".what")?.textContent}`;
  slider.setAttribute("aria-valuetext", `after event ${at} of ${last}, ${what}`);
  element("moment", HTMLElement).textContent = `after event ${at} of ${last}`;
  const address = new URL(location.href);
  address.hash = "";
  address.searchParams.set("at", String(at));
  permalink.href = address.href;
}

/** Marks the selected event, its token, and the events that have the same causation or correlation id. */
function mark() {
  const event = selected === undefined ? undefined : eventAt(selected);
  const { cause, story } = event?.dataset ?? {};
  for (const other of timed.events) {
    other.classList.toggle("selected", other === event);
    other.classList.toggle("same-cause", other !== event && Boolean(cause) && other.dataset.cause === cause);
    other.classList.toggle("same-story", other !== event && Boolean(story) && other.dataset.story === story);
  }
  for (const token of all("[data-token]")) {
    const isSelected = Number(token.dataset.token) === selected;
    token.classList.toggle("selected", isSelected);
    token.setAttribute("aria-pressed", String(isSelected));
  }
}

/** @param {number} moment */
function moveTo(moment) {
  const next = Math.max(0, Math.min(moment, last));
  if (next === at) return;
  at = next;
  show();
  keepInSight(eventAt(at));
}

/** Scrolls the list of events, and never the page. @param {HTMLElement | undefined} event */
function keepInSight(event) {
  const list = event?.parentElement;
  if (!event || !list || list.scrollHeight <= list.clientHeight) return;
  const [top, bottom] = [
    event.offsetTop - list.offsetTop,
    event.offsetTop - list.offsetTop + event.offsetHeight,
  ];
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
}

/** @param {number} revision */
function select(revision) {
  selected = revision;
  if (revision > at) moveTo(revision);
  mark();
  const event = eventAt(revision);
  const details = event?.querySelector("details");
  if (!event || !details) return;
  keepInSight(event);
  const token = document.getElementById(`token-${revision}`);
  const [, cell] = /^(\w+):/.exec(token?.getAttribute("aria-label") ?? "") ?? [];
  const others = [...details.querySelectorAll(":scope > p")].slice(0, 2).map((shared) => shared.textContent);
  const what = `Event ${revision}, ${event.querySelector(".type")?.textContent}`;
  element("told", HTMLElement).textContent =
    `${what}${cell ? ` put the token at ${cell}` : ""}. ${others.join(" ")}`;
}

/** @param {boolean} isPlaying */
function setPlaying(isPlaying) {
  clearInterval(playing);
  playing = undefined;
  play.textContent = isPlaying ? "Pause" : "Play";
  if (!isPlaying) return;
  if (at === last) moveTo(0);
  playing = setInterval(() => {
    moveTo(at + 1);
    if (at === last) setPlaying(false);
  }, STEP_MILLISECONDS);
}

slider.addEventListener("input", () => moveTo(Number(slider.value)));
play.addEventListener("click", () => setPlaying(playing === undefined));
for (const [id, target] of /** @type {const} */ ([
  ["first", () => 0],
  ["back", () => at - 1],
  ["forward", () => at + 1],
  ["last", () => last],
])) {
  element(id, HTMLButtonElement).addEventListener("click", () => moveTo(target()));
}

game.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element)) return;
  const token = target.closest("[data-token]");
  const link = target.closest("[data-event]");
  const summary = target.closest(".event summary");
  if (token instanceof HTMLElement) select(Number(token.dataset.token));
  else if (link instanceof HTMLElement) select(Number(link.dataset.event));
  else if (summary) select(Number(summary.closest("li")?.dataset.revision));
});

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target instanceof Element && event.target.closest("pre")) return; // which these keys scroll
  const isTyping = event.target instanceof HTMLInputElement;
  // Space presses what has the focus, and the slider moves by itself.
  const presses = event.target instanceof Element && event.target.closest("button, a, summary, input");
  if (event.key === " " && presses && event.target !== slider) return;
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowLeft: () => moveTo(at - 1),
    ArrowRight: () => moveTo(at + 1),
    Home: () => moveTo(0),
    End: () => moveTo(last),
    " ": () => setPlaying(playing === undefined),
  };
  const move = keys[event.key];
  if (!move || (isTyping && event.target !== slider)) return;
  event.preventDefault();
  move();
});

// The game has new events. A page that shows its end moves to the new end; one that shows an earlier moment stays.
document.addEventListener("news", () => {
  const wasAtEnd = at === last;
  timed = find();
  last = timed.events.length - 1;
  const told = eventAt(last)?.querySelector(".what")?.textContent;
  if (wasAtEnd) at = last;
  at = Math.min(at, last);
  show();
  mark();
  document.getElementById(`token-${last}`)?.classList.add("new");
  if (wasAtEnd) keepInSight(eventAt(last));
  element("told", HTMLElement).textContent =
    `Event ${last}: ${told}.${wasAtEnd ? "" : ` You are at event ${at}.`}`;
});

show();
mark();
