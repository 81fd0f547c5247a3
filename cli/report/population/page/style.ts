import { html } from '../../../../shared/html.ts';

/** All styles of the page; nothing is loaded from elsewhere. One hue is for amounts, one for what to look at. */
export const stylesheet = html`
:root { color-scheme: light dark; --ink: #1b2426; --soft: #586467; --line: #e2e6e4; --paper: #fff; --ground: #f6f7f5;
  --main: #1f6f6b; --mid: #86bdb7; --glow: #b9480f; --sand: #e6b48d; --on-main: #fff; --on-mid: #10201f; --on-glow: #fff; --on-sand: #2b1607;
  --h0: #f0f3f2; --h1: #e2f0ee; --h2: #c9e4e0; --h3: #aad4cf; --h4: #86c0ba; --h5: #61a9a3; --h6: #23716c; --h7: #124845; --h-low: #12201f; --h-high: #fff; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e7edeb; --soft: #9eabaa; --line: #2b3637; --paper: #171e1f; --ground: #0f1415;
  --main: #5fbfb6; --mid: #2b6b67; --glow: #f19a63; --sand: #80482a; --on-main: #08201e; --on-mid: #eaf6f4; --on-glow: #2b1204; --on-sand: #fdeee3;
  --h0: #1f2829; --h1: #1c3232; --h2: #1d4140; --h3: #1f514f; --h4: #23625f; --h5: #287471; --h6: #62bdb4; --h7: #b0e8e1; --h-low: #eef6f5; --h-high: #06211f; } }
* { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.wide { max-width: 1120px; margin: 0 auto; padding: 0 28px; }
header { padding: 44px 0 8px; }
.brand { display: flex; align-items: center; gap: 8px; color: var(--soft); font-size: 14px; margin: 0 0 10px; }
.brand svg { color: var(--glow); }
h1 { font-size: 34px; line-height: 1.2; letter-spacing: -.02em; margin: 0; overflow-wrap: anywhere; }
.when { color: var(--soft); margin: 6px 0 0; }
.keys { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 20px 28px; margin: 28px 0 0; padding: 22px 0; border-block: 1px solid var(--line); }
.keys div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.keys dt { color: var(--soft); font-size: 13px; line-height: 1.4; }
.keys dd { margin: 0; font-size: 25px; font-weight: 650; letter-spacing: -.015em; font-variant-numeric: tabular-nums; }
nav { margin: 18px 0 0; display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 14px; }
a { color: var(--main); text-decoration: none; } a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--glow); outline-offset: 3px; border-radius: 4px; }
section { padding-top: 52px; }
h2 { font-size: 23px; letter-spacing: -.015em; line-height: 1.3; margin: 0 0 6px; }
h3 { font-size: 15px; line-height: 1.4; margin: 0; }
p { margin: 0; } .intro { max-width: 74ch; color: var(--soft); margin-bottom: 18px; } .intro p + p, .intro + .intro { margin-top: 6px; }
.grid { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 20px; align-items: start; margin-top: 18px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 20px 22px; margin: 0; min-width: 0; }
.card.full { grid-column: 1 / -1; } .card > * + * { margin-top: 12px; } .card h3 + .note { margin-top: 2px; }
.stack { display: grid; gap: 20px; min-width: 0; }
.note { color: var(--soft); font-size: 13px; max-width: 74ch; }
.answer { font-size: 19px; line-height: 1.5; letter-spacing: -.005em; max-width: 62ch; border-left: 3px solid var(--glow); padding-left: 16px; margin: 20px 0 12px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 6px 0; border-top: 1px solid var(--line); vertical-align: baseline; font-weight: 400; }
thead th, thead td { color: var(--soft); font-size: 12px; border-top: 0; vertical-align: bottom; line-height: 1.35; }
td.n, th.n { text-align: right; padding-left: 14px; white-space: nowrap; } th.n { white-space: normal; }
tr.under td { border-top: 0; padding: 0 0 8px; color: var(--soft); font-size: 13px; line-height: 1.45; }
.codes tbody th { font: 600 14px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
tr.sum th, tr.sum td { font-weight: 600; }
td.bar { width: 34%; padding-left: 16px; } td.bar i { display: block; height: 10px; border-radius: 2px; background: var(--main); min-width: 1px; }
.scroll { overflow-x: auto; } .flow tbody th, .flow .corner { position: sticky; left: 0; background: var(--paper); white-space: nowrap; padding-right: 6px; }
details { font-size: 14px; } summary { color: var(--soft); cursor: pointer; font-size: 13px; } details[open] summary { margin-bottom: 8px; }
code { font: 13px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
svg.chart { display: block; width: 100%; height: auto; max-width: 500px; margin-inline: auto; overflow: visible; font-size: 12px; font-variant-numeric: tabular-nums; }
svg.chart text { fill: var(--ink); } svg.chart .dim { fill: var(--soft); } svg.chart .small { font-size: 11px; } svg.chart .tiny { font-size: 10px; }
svg.chart .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
svg.chart .axis { stroke: var(--line); } svg.chart .guide { stroke: var(--soft); stroke-dasharray: 3 3; }
.f-main { fill: var(--main); } .f-mid { fill: var(--mid); } .f-glow { fill: var(--glow); } .f-sand { fill: var(--sand); } .f-soft { fill: var(--soft); } .f-rest { fill: var(--h2); }
svg.chart .t-main { fill: var(--on-main); } svg.chart .t-mid { fill: var(--on-mid); } svg.chart .t-glow { fill: var(--on-glow); } svg.chart .t-sand { fill: var(--on-sand); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; padding: 0; margin: 0; font-size: 13px; color: var(--soft); }
.legend svg { width: 11px; height: 11px; margin-right: 6px; vertical-align: -1px; }
.map { table-layout: fixed; border-collapse: separate; border-spacing: 0; } .map th, .map td { border: 0; padding: 0; }
.map thead th, .map .axis { color: var(--soft); font-size: 12px; text-align: center; padding: 4px 0; } .map .corner, .map tbody th { width: 64px; }
.map tbody th { color: var(--soft); font-size: 12px; text-align: center; line-height: 1.3; vertical-align: middle; }
.map tbody td { height: 76px; padding: 8px 9px; vertical-align: top; border: solid var(--paper); border-width: 0; overflow-wrap: anywhere; }
.map td b { display: block; font-size: 16px; font-weight: 650; line-height: 1.3; } .map td span { font-size: 12px; line-height: 1.25; display: block; }
.map tbody td.right { border-right-width: 3px; } .map tbody td.below { border-bottom-width: 3px; }
${[0, 1, 2, 3, 4, 5, 6, 7].map((level) => html`.l${level} { background: var(--h${level}); color: var(--h-${level < 6 ? 'low' : 'high'}); } `)}
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer { color: var(--soft); font-size: 13px; padding: 48px 0 56px; }
@media (max-width: 760px) { .wide { padding: 0 16px; } header { padding-top: 28px; } h1 { font-size: 27px; } section { padding-top: 40px; }
  .grid { grid-template-columns: minmax(0, 1fr); gap: 14px; } .stack { gap: 14px; } .card { padding: 16px; } .keys { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  svg.chart { font-size: 14px; } svg.chart .small { font-size: 13px; } svg.chart .tiny { font-size: 11.5px; }
  .card.mapped { padding: 14px 10px; } .map .corner, .map tbody th { width: 40px; } .map thead th, .map tbody th { font-size: 10px; } .map tbody td { height: 68px; padding: 6px 4px; overflow-wrap: normal; } .map td b { font-size: 14px; } .map td span { font-size: 9.5px; letter-spacing: -.01em; }
  td.bar { width: 24%; padding-left: 10px; } .answer { font-size: 17px; } .flow th.n, .flow td.n { padding-left: 12px; } .flow { min-width: 600px; } }
@media print { body { background: #fff; font-size: 11pt; } nav, summary { display: none; } .card { break-inside: avoid; border-color: #ccc; } section { padding-top: 24px; } h2, h3 { break-after: avoid; } .wide { max-width: none; padding: 0; } }
`;
