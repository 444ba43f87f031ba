/** Styles of the page of faces. All text has a contrast of at least 4.5:1, in light and in dark. */
export const facesStyles = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9;
  --card: #ffffff;
  --line: #dfe3e8;
  --text: #17202a;
  --quiet: #56616e;
  --hidden: #8a3b00;
  --hidden-ground: #fdf0e3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #101418;
    --card: #1a2027;
    --line: #2e3742;
    --text: #eceff3;
    --quiet: #a3afbd;
    --hidden: #ffc48a;
    --hidden-ground: #3a2610;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  max-width: 90rem;
  padding: 2rem clamp(1rem, 4vw, 3rem);
  background: var(--ground);
  color: var(--text);
  font: 1rem/1.45 system-ui, sans-serif;
}
h1 { margin: 0; font-size: 1.75rem; letter-spacing: -0.01em; }
header p { margin: 0.25rem 0 1.75rem; color: var(--quiet); }
form { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: center; margin: 0 0 1.75rem; }
input, button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--quiet); border-radius: 0.5rem; }
input[type='search'] { width: 15rem; max-width: 100%; padding: 0.25rem 0.625rem; }
label { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; min-width: 0; max-width: 100%; min-height: 1.75rem; }
button { padding: 0.25rem 0.875rem; cursor: pointer; }
a { color: inherit; }
footer { margin: 1.75rem 0 0; color: var(--quiet); }
footer nav { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem; }
footer a { padding: 0.25rem 0; }
ul {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr));
  gap: 1rem;
  margin: 0;
  padding: 0;
  list-style: none;
}
li {
  display: flex;
  gap: 1rem;
  padding: 1rem;
  border: 1px solid var(--line);
  border-radius: 0.875rem;
  background: var(--card);
  content-visibility: auto;
  contain-intrinsic-size: auto 8.125rem;
}
li > div { flex: 1; min-width: 0; }
img, .lost {
  flex: none;
  width: 6rem;
  height: 6rem;
  border-radius: 50%;
  background: var(--line);
  object-fit: cover;
}
.lost { display: grid; place-items: center; padding: 0.5rem; font-size: 0.75rem; text-align: center; }
h2 { margin: 0; overflow-wrap: anywhere; font-size: 1.0625rem; line-height: 1.3; }
.id { margin: 0.125rem 0 0.5rem; overflow-wrap: anywhere; color: var(--quiet); font-size: 0.8125rem; }
dl { margin: 0; font-size: 0.8125rem; }
dl div { display: flex; flex-wrap: wrap; column-gap: 0.5rem; }
dt { min-width: 4.75rem; color: var(--quiet); }
dd { margin: 0; white-space: nowrap; font-variant-numeric: tabular-nums; }
dd span { color: var(--quiet); }
.hidden {
  display: inline-block;
  margin: 0.5rem 0 0;
  padding: 0.125rem 0.625rem;
  border: 1px solid currentcolor;
  border-radius: 1rem;
  background: var(--hidden-ground);
  color: var(--hidden);
  font-size: 0.8125rem;
}
.empty { color: var(--quiet); }
@media (max-width: 24rem) {
  img, .lost { width: 4rem; height: 4rem; }
  li { gap: 0.75rem; }
}
@media (max-width: 16rem) {
  li { flex-direction: column; }
  dd { white-space: normal; }
}
@media print {
  form, nav a { display: none; }
  :root { --ground: #fff; --card: #fff; --text: #000; --quiet: #444; --line: #bbb; --hidden: #000; --hidden-ground: #fff; }
  body { padding: 0; max-width: none; font-size: 0.8125rem; }
  ul { grid-template-columns: repeat(2, 1fr); gap: 0.5rem; }
  li { padding: 0.5rem; break-inside: avoid; content-visibility: visible; }
  img, .lost { width: 4.5rem; height: 4.5rem; print-color-adjust: exact; }
}
`;
