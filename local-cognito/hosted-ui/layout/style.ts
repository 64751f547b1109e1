/** The style of all pages. Each colour variable has a light and a dark value, as in the app. */
export const poolCss = `:root {
  color-scheme: light dark;
  --bg: light-dark(#fafafa, #0a0a0a);
  --surface: light-dark(#ffffff, #171717);
  --text: light-dark(#171717, #ededed);
  --text-muted: light-dark(#4d4d4d, #a1a1a1);
  --text-faint: light-dark(#6b6b6b, #8f8f8f);
  --line: light-dark(#e5e5e5, #2e2e2e);
  --control-line: light-dark(#858585, #757575);
  --primary: light-dark(#171717, #ededed);
  --primary-hover: color-mix(in oklab, var(--primary) 86%, var(--bg));
  --on-primary: light-dark(#ffffff, #0a0a0a);
  --focus: light-dark(#006bff, #47a8ff);
  --danger: light-dark(#b0001a, #ff8589);
  --danger-bg: light-dark(#ffeeef, #330a11);
  --success: light-dark(#0b6b2a, #00ca50);
  --success-bg: light-dark(#ecfdec, #002608);
  --link: light-dark(#005ff2, #47a8ff);
  --radius: 8px;
  --warning: light-dark(#aa4d00, #ff9300);
  --warning-bg: light-dark(#fff6de, #2a1700);
  --font: 'Pretendard Variable', Pretendard, -apple-system, BlinkMacSystemFont, system-ui, 'Apple SD Gothic Neo',
    'Segoe UI', 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'D2Coding', monospace;
}
* { box-sizing: border-box; margin: 0; }
@media (width > 480px) { html { scrollbar-gutter: stable; } }
html { font: 400 1rem/1.6 var(--font); color: var(--text); background: var(--bg); word-break: keep-all;
  overflow-wrap: anywhere; -webkit-text-size-adjust: 100%; }
body { min-height: 100dvh; display: grid; grid-template-rows: auto 1fr; }
h1, h2 { font-weight: 600; text-wrap: balance; }
h1 { font-size: 1.5rem; line-height: 1.35; letter-spacing: -0.01em; }
h2 { font-size: 1rem; line-height: 1.5; }
p { text-wrap: pretty; }
code { font: 0.8125rem/1.6 var(--mono); word-break: break-all; }
ul { padding: 0; list-style: none; display: grid; gap: 4px; }
hr { border: 0; border-top: 1px solid var(--line); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.bar { padding: 12px 24px; text-align: center; font-size: 0.875rem; color: var(--warning);
  background: var(--warning-bg); }
main { display: grid; align-content: center; justify-self: center; width: 100%; padding: 24px; }
main.narrow { max-width: 448px; }
main.medium { max-width: 640px; }
main.wide { max-width: 960px; align-content: start; }
.card { display: grid; gap: 24px; align-content: start; padding: 32px; background: var(--surface);
  border: 1px solid var(--line); border-radius: calc(var(--radius) * 1.5); box-shadow: 0 1px 2px rgb(0 0 0 / 4%); }
.card > *, main > * { min-width: 0; }
.card + .card { margin-top: 24px; }
.muted { color: var(--text-muted); font-size: 0.875rem; margin-top: 4px; }
.faint { color: var(--text-faint); font-size: 0.875rem; }
.fields { display: grid; gap: 20px; }
.block { display: grid; gap: 12px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; }
.field { display: grid; gap: 6px; }
.field label { font-size: 0.875rem; font-weight: 500; }
.field input, .field select, input[type='search'] { min-width: 0; min-height: 44px; padding: 0 12px; font: inherit; color: inherit;
  background: var(--surface); border: 1px solid var(--control-line); border-radius: var(--radius);
  transition: border-color 120ms ease-out; }
.field input:hover, .field select:hover, input[type='search']:hover { border-color: var(--text); }
button { min-height: 44px; padding: 8px 20px; border: 1px solid var(--control-line); border-radius: var(--radius);
  font: 500 1rem/1.4 var(--font); color: var(--text); background: var(--surface); cursor: pointer;
  transition: background-color 120ms ease-out; }
button:hover { background: var(--bg); }
button:active { translate: 0 1px; }
button.primary { border-color: transparent; color: var(--on-primary); background: var(--primary); }
button.primary:hover { background: var(--primary-hover); }
button.small { min-height: 36px; padding: 4px 14px; font-size: 0.875rem; }
button.account { display: grid; width: 100%; text-align: start; }
button.account .faint { font-weight: 400; }
button.provider { display: flex; gap: 10px; align-items: center; justify-content: center; }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(11rem, 100%), 1fr)); gap: 8px; }
.people button { padding-inline: 14px; font-size: 0.875rem; }
.links { display: flex; flex-wrap: wrap; gap: 8px 20px; font-size: 0.875rem; }
nav.links { margin-bottom: 24px; }
a { color: var(--link); text-underline-offset: 3px; }
a[aria-current] { color: var(--text); text-decoration: none; font-weight: 500; }
button.link { min-height: 24px; justify-self: start; padding: 0; border: 0; font-size: 0.875rem; color: var(--link);
  background: none; text-decoration: underline; text-underline-offset: 3px; }
.hidden { position: absolute; width: 1px; height: 1px; opacity: 0; pointer-events: none; border: 0; }
.rules { margin-top: 4px; padding-inline-start: 20px; list-style: disc; font-size: 0.875rem; gap: 0; }
.rules .broken { color: var(--danger); }
summary { min-height: 24px; cursor: pointer; font-size: 0.875rem; color: var(--text-muted); }
details[open] > summary { margin-bottom: 16px; }
pre { overflow-x: auto; padding: 16px; border: 1px solid var(--line); border-radius: var(--radius); }
pre code { word-break: normal; }
mark { padding: 2px 1px; border-radius: 3px; color: var(--danger); background: var(--danger-bg);
  outline: 1px solid var(--danger); }
mark.gap { padding: 2px 3px; margin: 0 2px; }
.compare code { font-size: 0.9375rem; }
.notice.calm { color: var(--success); background: var(--success-bg); }
.notice { padding: 12px 16px; border-radius: var(--radius); font-size: 0.875rem; color: var(--danger);
  background: var(--danger-bg); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th { font-weight: 500; color: var(--text-faint); text-align: start; }
th, td { padding: 6px 16px 6px 0; vertical-align: baseline; white-space: nowrap; }
td code { word-break: normal; }
td form { display: flex; align-items: baseline; gap: 12px; }
dl { display: grid; gap: 4px 24px; font-size: 0.875rem; }
dt { color: var(--text-faint); }
dd + dt { margin-top: 12px; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media (max-width: 480px) { main { padding: 16px; } .card { padding: 24px; } }
`
