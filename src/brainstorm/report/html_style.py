"""The style of the HTML report. Ten colours that colour-blind people tell apart, in two brightnesses."""

STYLE = """
:root{color-scheme:light dark;--ink:#1c1e21;--soft:#5c636b;--line:#d5d9de;--page:#fff;--band:#eceff2;--sterile:#dde2e7;
--c0:#0060a8;--c1:#b34700;--c2:#00704f;--c3:#a3286f;--c4:#6b5900;--c5:#5b3fb5;--c6:#006e7c;--c7:#a52a2a;--c8:#3f6b00;
--c9:#555c66;--link:#0057a0}
@media(prefers-color-scheme:dark){:root{--ink:#e4e7ea;--soft:#a2abb4;--line:#3a4148;--page:#16191c;--band:#22272c;
--sterile:#2f363d;--c0:#5cb3ff;--c1:#ff9a4d;--c2:#3ecf9b;--c3:#f07fbd;--c4:#d9c243;--c5:#a894ff;--c6:#4fd0e0;--c7:#ff8a8a;
--c8:#a3d65c;--c9:#b5bdc7;--link:#7fc1ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem}
h2{font-size:1.25rem;margin:2.5rem 0 .25rem;border-top:1px solid var(--line);padding-top:1.5rem}
h3{font-size:1.05rem;margin:1.5rem 0 .25rem}
small,.meta,figcaption{color:var(--soft);font-size:.85rem;font-weight:400}
.meta{margin:.1rem 0 1rem}
.problem{border-left:3px solid var(--c1);padding-left:.75rem}
.question{font-size:1.1rem;font-weight:600;margin:1.5rem 0 .75rem;max-width:45rem}
a{color:var(--link)}
p,li,td{overflow-wrap:anywhere}
figure{margin:0 0 1rem;break-inside:avoid}
figure svg{display:block;width:100%;height:auto;margin-bottom:.5rem}
svg text{fill:var(--ink);font-size:13px}
svg .small{fill:var(--soft);font-size:11px}
.lane,.axis{stroke:var(--line);stroke-width:1}
.axis{stroke:var(--soft)}
.silence{fill:var(--band)}
.silence.sterile{fill:var(--sterile)}
.away{fill:var(--page);stroke:var(--line);stroke-dasharray:2 3}
.cue{stroke:var(--soft);stroke-width:1;stroke-dasharray:3 3}
.curve{fill:none;stroke-width:2;stroke:var(--c0)}
.curve.angles{stroke:var(--c1);stroke-dasharray:6 4}
.strike{stroke:var(--ink);stroke-width:1.5}
.plain{fill:var(--soft);stroke:var(--soft)}
.c0{fill:var(--c0);stroke:var(--c0)}.c1{fill:var(--c1);stroke:var(--c1)}.c2{fill:var(--c2);stroke:var(--c2)}
.c3{fill:var(--c3);stroke:var(--c3)}.c4{fill:var(--c4);stroke:var(--c4)}.c5{fill:var(--c5);stroke:var(--c5)}
.c6{fill:var(--c6);stroke:var(--c6)}.c7{fill:var(--c7);stroke:var(--c7)}.c8{fill:var(--c8);stroke:var(--c8)}
.c9{fill:var(--c9);stroke:var(--c9)}
.hollow{fill:var(--page);stroke-width:1.8}
.entries{list-style:none;padding:0;margin:0 0 1rem}
.entries li{padding:.15rem 0 .15rem 7.2rem;position:relative;break-inside:avoid}
.entries li.build{padding-left:8.8rem}
.entries .mark{position:absolute;left:0;top:.45rem;width:.9rem;height:.9rem}
.entries .k{position:absolute;left:1.2rem;width:1.8rem;text-align:right;font-variant-numeric:tabular-nums}
.entries .t{position:absolute;left:3.2rem;width:3.4rem;text-align:right;color:var(--soft);
font-variant-numeric:tabular-nums}
.entries small{margin-left:.4rem}
table{border-collapse:collapse;margin:1rem 0;font-size:.95rem}
th,td{text-align:left;vertical-align:top;padding:.2rem 1.25rem .2rem 0;font-weight:400}
table:not(.overview) th{color:var(--soft)}
.overview{width:100%}
.overview thead th{border-bottom:1px solid var(--line);color:var(--soft);font-size:.85rem}
.n{text-align:right;font-variant-numeric:tabular-nums}
@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--page:#fff;--band:#eee;--sterile:#ddd;--c0:#0060a8;--c1:#b34700;
--c2:#00704f;--c3:#a3286f;--c4:#6b5900;--c5:#5b3fb5;--c6:#006e7c;--c7:#a52a2a;--c8:#3f6b00;--c9:#555c66;--link:#000}
body{font-size:10.5pt}main{max-width:none;padding:0}h2{break-after:avoid}section+section{break-before:page}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""
