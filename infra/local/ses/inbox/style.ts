import { html } from '../../../../shared/html.ts';

/** All styles of the inbox; nothing is loaded from elsewhere. */
export const stylesheet = html`
:root { color-scheme: light dark; --ink: #1d2330; --soft: #667085; --line: #e6e8ee; --paper: #fff; --ground: #f6f7f9;
  --accent: #d9480f; --hover: #fbfbfd; --chip: #eef1f6; --good: #0b7a4b; --good-bg: #e3f6ec; --warm: #a15c00; --warm-bg: #fff1d6;
  --bad: #b42318; --bad-bg: #fde8e6; --live: #175cd3; --live-bg: #e5effd; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaf0; --soft: #98a1b3; --line: #2b3140; --paper: #171b24; --ground: #10131a;
  --accent: #ff8a4c; --hover: #1c212c; --chip: #252b39; --good: #6ddba4; --good-bg: #12352a; --warm: #f5c266; --warm-bg: #3a2c10;
  --bad: #ff9a90; --bad-bg: #421c1a; --live: #8ab8ff; --live-bg: #172c4d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
a { color: inherit; text-decoration: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.wide { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
.top { background: var(--paper); border-bottom: 1px solid var(--line); }
.top .wide { display: flex; align-items: center; gap: 16px; height: 60px; }
.brand { display: flex; align-items: center; gap: 8px; font-weight: 700; font-size: 17px; letter-spacing: -.01em; }
.brand small { color: var(--soft); font-weight: 500; font-size: 15px; padding-left: 10px; border-left: 1px solid var(--line); letter-spacing: 0; }
.flame { color: var(--accent); display: flex; }
.tagline { color: var(--soft); font-size: 13px; flex: 1; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.language, .button { border: 1px solid var(--line); background: var(--paper); border-radius: 8px; padding: 5px 12px; font: inherit; font-size: 14px; color: var(--ink); cursor: pointer; white-space: nowrap; }
.language:hover, .button:hover { border-color: var(--soft); }
.button.primary { background: var(--ink); border-color: var(--ink); color: var(--paper); font-weight: 600; }
.button.off { opacity: .4; pointer-events: none; }
main.wide { padding-top: 28px; padding-bottom: 64px; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-bottom: 16px; }
.bar h1 { font-size: 20px; margin: 0 auto 0 0; letter-spacing: -.01em; }
.bar input { font: inherit; font-size: 14px; padding: 6px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); color: var(--ink); width: 250px; }
.bar form { display: flex; flex-wrap: wrap; gap: 8px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.row { display: grid; grid-template-columns: minmax(0, 260px) minmax(0, 1fr) auto auto; gap: 4px 16px; align-items: center; padding: 12px 20px; border-top: 1px solid var(--line); }
.row:first-child { border-top: 0; }
.row:hover { background: var(--hover); }
.who, .what { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.who { font-weight: 600; }
.row .chips { margin-top: 3px; }
.row time { color: var(--soft); font-size: 13px; text-align: right; min-width: 130px; font-variant-numeric: tabular-nums; }
.chips { display: flex; flex-wrap: wrap; gap: 4px 6px; }
.chip { background: var(--chip); border-radius: 6px; padding: 0 7px; font-size: 12px; line-height: 20px; color: var(--soft); max-width: 260px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.chip b { color: var(--ink); font-weight: 500; }
a.chip:hover b { text-decoration: underline; }
.badge { justify-self: end; border-radius: 20px; padding: 1px 10px; font-size: 12px; font-weight: 600; line-height: 20px; white-space: nowrap; background: var(--chip); color: var(--soft); }
.badge.good { background: var(--good-bg); color: var(--good); } .badge.live { background: var(--live-bg); color: var(--live); }
.badge.bad { background: var(--bad-bg); color: var(--bad); } .badge.warm { background: var(--warm-bg); color: var(--warm); }
.empty { text-align: center; color: var(--soft); padding: 72px 24px; }
.pager { display: flex; justify-content: center; align-items: center; gap: 16px; margin-top: 20px; color: var(--soft); font-size: 14px; }
.back { color: var(--soft); font-size: 14px; } .back:hover { color: var(--ink); }
.subject { font-size: 24px; line-height: 1.3; letter-spacing: -.015em; margin: 8px 0 20px; overflow-wrap: anywhere; }
.split { display: grid; grid-template-columns: minmax(0, 1fr) 340px; gap: 20px; align-items: start; }
.split > div { display: grid; gap: 20px; }
summary { font-size: 13px; font-weight: 600; color: var(--soft); padding: 12px 20px; cursor: pointer; }
.card h2 { font-size: 13px; font-weight: 600; color: var(--soft); margin: 0; padding: 12px 20px; border-bottom: 1px solid var(--line); }
iframe { display: block; width: 100%; height: 640px; border: 0; background: #fff; }
pre { margin: 0; padding: 16px 20px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
dl { margin: 0; padding: 16px 20px 6px; font-size: 14px; }
dt { color: var(--soft); font-size: 12px; } dd { margin: 0 0 10px; overflow-wrap: anywhere; }
.pad { padding: 14px 20px; color: var(--soft); font-size: 14px; }
.timeline { list-style: none; margin: 0; padding: 16px 20px 4px; }
.timeline li { position: relative; padding: 0 0 16px 22px; font-size: 14px; }
.timeline li::before { content: ""; position: absolute; left: 0; top: 6px; width: 10px; height: 10px; border-radius: 50%; background: var(--soft); }
.timeline li:not(:last-child)::after { content: ""; position: absolute; left: 4.5px; top: 18px; bottom: -4px; width: 1px; background: var(--line); }
.timeline .good::before { background: var(--good); } .timeline .live::before { background: var(--live); }
.timeline .bad::before { background: var(--bad); } .timeline .warm::before { background: var(--warm); }
.timeline strong { display: block; font-weight: 600; } .timeline time, .timeline span { color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
@media (max-width: 860px) { .split { grid-template-columns: minmax(0, 1fr); } .tagline { visibility: hidden; }
  .row { grid-template-columns: minmax(0, 1fr) auto; } .row > :nth-child(2) { grid-row: 2; } .bar input { width: 100%; } .bar form { width: 100%; } }
`;
