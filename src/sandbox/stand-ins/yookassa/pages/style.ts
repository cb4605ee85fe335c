/** The payment pages' look; one column, phone first, light and dark. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #eef1ee; --paper: #ffffff; --ink: #1d2b24; --quiet: #5c6b63; --line: #cfd8d2;
  --accent: #1f6b4f; --on-accent: #ffffff; --bad: #a8321f; --note: #fff3d6; --note-ink: #5d4300;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #121815; --paper: #1b2420; --ink: #e6ede9; --quiet: #9fb0a7; --line: #36453d;
    --accent: #6fc3a0; --on-accent: #0d1a14; --bad: #f0937f; --note: #3a2f10; --note-ink: #f4dda0;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.45 system-ui, sans-serif; }
main { max-width: 26rem; margin: 0 auto; padding: 0 0 2rem; }
.notice { margin: 0; padding: .6rem 1rem; background: var(--note); color: var(--note-ink); font-size: .875rem; text-align: center; }
.sheet { background: var(--paper); padding: 1.25rem 1rem; border-bottom: 1px solid var(--line); }
.top { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
h1 { font-size: 1.125rem; margin: 0; }
.sum { font-size: 2rem; font-weight: 650; margin: .25rem 0; font-variant-numeric: tabular-nums; }
.what, .hint { color: var(--quiet); margin: 0; overflow-wrap: anywhere; }
.hint { font-size: .875rem; font-weight: 400; margin-top: .25rem; }
.what + .field, .banks .hint, label.save, .end .hint { margin-bottom: 1rem; }
.what + .field { margin-top: 1rem; }
.end .hint { margin-top: .75rem; }
fieldset { border: 0; padding: 0; margin: 0 0 1rem; }
legend, label.field > span:first-child { display: block; font-weight: 600; padding: 0; margin-bottom: .35rem; }
label.field { display: block; margin-bottom: 1rem; }
label.choice { display: flex; gap: .6rem; align-items: center; min-height: 2.75rem; border-top: 1px solid var(--line); }
label.choice:first-of-type { border-top: 0; }
input[type=text], select { width: 100%; min-height: 2.75rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; }
input[type=radio], input[type=checkbox] { width: 1.25rem; height: 1.25rem; accent-color: var(--accent); flex: none; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
.card { display: none; }
form:has(input[value=bank_card]:checked) .card, form.only-card .card { display: block; }
form.only-card .card { margin-top: 1rem; }
.banks { display: none; }
form:has(input[value=sbp]:checked) .banks { display: block; }
button, a.button { display: block; width: 100%; min-height: 3rem; font: inherit; font-weight: 650; text-align: center; border-radius: .6rem; border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); padding: .7rem 1rem; cursor: pointer; text-decoration: none; }
button.plain, a.plain { background: transparent; color: var(--accent); margin-top: .75rem; }
button:focus-visible, a:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.bad { color: var(--bad); font-weight: 600; margin: 0 0 1rem; }
.end { text-align: center; }
.end .mark { font-size: 3rem; line-height: 1; margin: .5rem 0; }
a { color: var(--accent); }
@media (min-width: 30rem) { main { padding-top: 2rem; } .sheet { border: 1px solid var(--line); border-top: 0; } .notice { border-radius: .6rem .6rem 0 0; } .sheet:last-of-type { border-radius: 0 0 .6rem .6rem; } }
`;
