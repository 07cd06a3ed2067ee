// results.mjs WORK COMMIT: RESULTS.md from what run.sh measured.
import { readFileSync } from 'node:fs';
import { execSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';

const [work, commit] = process.argv.slice(2), read = name => readFileSync(join(work, name), 'utf8').trim(), m = JSON.parse(read('measured.json'));
const load = name => read(name).match(/average[s]?: ([\d.]+)/)[1], count = n => Math.round(n).toLocaleString('en-US');
const chromium = execSync((process.env.CHROMIUM ?? '/usr/bin/chromium') + ' --version').toString().match(/[\d.]+/)[0];
console.log(`# The report of ${count(m.cells)} cells

    bench/report/run.sh

${cpus()[0].model.trim()}, ${cpus().length} cores, Chromium ${chromium} headless, WebGL by SwiftShader (in software, no GPU), ${new Date().toISOString().slice(0, 10)}, commit ${commit}.
Load average ${load('load_before')} before, ${load('load_after')} after: on a machine with other work the times are too long.

What is simulated: lots, states, places on the map, the counts of 40 genes, and the clusterings (the true states; merged for coarser resolutions). Nothing was
clustered or laid out: \`discover\` itself does not run at this size here in reasonable time. Fractions, intervals, associations, tables, report and figures are the engine's own.

| what | goal | measured |
|---|---|---|
| size of report.html | < 40 MB | ${m.file_mb.toFixed(1)} MB |
| cells drawn | all | ${count(m.drawn)} of ${count(m.cells)} |
| navigation to the first picture of the map, three runs | < 5 s | ${m.opens_s.map(s => s.toFixed(1)).join(', ')} s |
${m.pans.map(p => `| panning, ${p.zoom ? 'zoomed in' : 'whole map'} (cells drawn while moving, median: ${count(p.amount)}) | > 20 frames/s | ${p.fps.toFixed(0)} frames/s; nine tenths of frames within ${p.worst_tenth_ms.toFixed(0)} ms; ${p.processor_ms.toFixed(0)} ms of processor time a frame, all processes of the browser |`).join('\n')}
| another colouring of all cells, to the picture | | ${Math.round(m.recolour_ms)} ms |
| planted state: ${count(m.state)} cells (${(100 * m.state / m.cells).toFixed(2)} %), pixels of its colour | >= 50 cells | ${count(m.pixels)} pixels |
| its share of each lot with interval, as the page writes them, against Wilson's formula on the true counts | equal | ${m.lots_checked} of ${m.lots_checked} lots equal |

While the map moves, a beginning of a fixed order of the cells is drawn, as many as keep about 30 frames a second (the picture says how many); at rest all are drawn. Of every cluster the first 50 cells come first in that order.
${read('made')}.`);
