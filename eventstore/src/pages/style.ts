/** How the pages look, in light and in dark, on a projector and in a narrow window. */
export const STYLE = `:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #fff; --ink: #16202c; --soft: #55606e; --line: #dcd9d1;
  --accent: #0b5cad; --mark: #fff1c9; --type: #8a2a1b; --good: #17713d; --bad: #b3261e;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #10151c; --card: #181f29; --ink: #eef1f5; --soft: #a4b0bf; --line: #2d3745;
    --accent: #7cc0ff; --mark: #4a3c12; --type: #ffb199; --good: #6fd694; --bad: #ff9a90;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 0 1.25rem 3rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, button:focus-visible, input:focus-visible, pre:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; align-items: baseline; padding: 1rem 0 .75rem;
  border-bottom: 2px solid var(--ink); }
header p { margin: 0; }
.name a { color: inherit; font-weight: 700; text-decoration: none; }
.name small, .facts, .connection { color: var(--soft); }
nav a { margin-right: 1.25rem; }
nav a[aria-current] { color: inherit; font-weight: 650; text-decoration-thickness: 3px; text-decoration-color: #e0a100; }
.state { margin-left: auto !important; color: var(--bad); }
.state.live { color: var(--good); }
.state::before { content: "○ "; }
.state.live::before { content: "● "; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 1.4rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; color: var(--soft); margin: .8rem 0 .2rem; }
form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: 0 0 1.25rem; }
label { display: grid; font-size: .9rem; color: var(--soft); flex: 0 1 20rem; }
input, button { font: inherit; font-size: 1.0625rem; color: var(--ink); background: var(--card); border: 1px solid var(--soft);
  border-radius: 6px; padding: .35rem .6rem; min-width: 0; }
button { font-weight: 600; cursor: pointer; }
table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
th, td { text-align: left; padding: .45rem .8rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; vertical-align: top; }
thead th { font-size: .9rem; color: var(--soft); border: 0; }
tbody th { font: 500 1rem/1.5 var(--mono); max-width: 34rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
em { color: var(--bad); font: 600 .85rem/1 system-ui, sans-serif; }
time { color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; }
.events { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.events:empty { display: none; }
.events > li + li { border-top: 1px solid var(--line); }
.gap { padding: .4rem 1rem; color: var(--soft); }
summary { display: grid; grid-template-columns: 1.2rem minmax(8rem, 13rem) minmax(10rem, 22rem) minmax(0, 1fr) auto; gap: 0 .9rem;
  padding: .45rem .8rem; cursor: pointer; list-style: none; align-items: baseline; }
summary::-webkit-details-marker { display: none; }
summary::before { content: "▸"; color: var(--soft); }
details[open] > summary::before { content: "▾"; }
summary:hover, details[open] > summary { background: color-mix(in srgb, var(--accent) 9%, transparent); }
.type { font-weight: 650; color: var(--type); overflow-wrap: anywhere; }
.place, .glimpse { font: .92rem/1.5 var(--mono); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.place { display: flex; gap: .6rem; }
.place bdi { overflow: hidden; text-overflow: ellipsis; }
.glimpse { color: var(--soft); }
.body { padding: 0 1rem .6rem 2.9rem; }
main > .body { padding: 0; }
.links { margin: .4rem 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; overflow-wrap: anywhere; }
pre { margin: 0; padding: .6rem .8rem; background: var(--paper); border: 1px solid var(--line); border-radius: 6px;
  font: .95rem/1.45 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; max-height: 70vh; overflow: auto; }
.facts { font-size: .9rem; margin: .6rem 0 0; overflow-wrap: anywhere; }
.none, .cut { margin: .2rem 0; color: var(--soft); }
.sentence { font-size: 1.15rem; overflow-wrap: anywhere; }
.pages { display: flex; gap: 1.5rem; }
@keyframes arrive { from { background: var(--mark); } }
@media (prefers-reduced-motion: no-preference) { .new { animation: arrive 2.5s ease-out; } }
@media (max-width: 60rem) {
  summary { grid-template-columns: 1.2rem minmax(0, 1fr) auto; }
  summary .place, summary .glimpse { grid-column: 2 / -1; }
  summary .place { order: 1; } summary .glimpse { order: 2; }
  .body { padding-left: 1rem; }
}
@media (max-width: 40rem) {
  body { padding: 0 .75rem 2rem; }
  table, tbody, tr, tbody th, td { display: block; }
  thead { position: absolute; left: -99rem; }
  tbody tr { padding: .5rem 0; border-top: 1px solid var(--line); }
  th, td { border: 0; padding: 0 .8rem; text-align: left !important; }
  td.number:not(:empty)::before { content: "last revision "; color: var(--soft); }
  summary time { grid-column: 2 / -1; order: 3; }
  .state { margin-left: 0 !important; width: 100%; }
}`;
