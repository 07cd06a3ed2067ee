// measure.mjs FOLDER: opens the report of a result folder in headless Chromium and measures it; compares what it shows with truth.csv.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openReport } from '../../tests/peers/report/browser.mjs';

// Processor seconds of every process of the browser: what a frame costs does not depend on what else the machine does.
function processorSeconds() {
  const parents = new Map(), times = new Map();
  for (const pid of readdirSync('/proc').filter(p => /^\d+$/.test(p))) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      parents.set(Number(pid), Number(fields[1]));
      times.set(Number(pid), (Number(fields[11]) + Number(fields[12])) / 100);
    } catch { /* a process that has just ended */ }
  }
  const ours = pid => { for (let p = parents.get(pid); p > 1; p = parents.get(p)) if (p === process.pid) return true; return false; };
  return [...times].filter(([pid]) => ours(pid)).reduce((sum, [, t]) => sum + t, 0);
}

// In the page: drags the map by a few pixels between any two frames.
async function pan(ms) {
  const canvas = document.getElementById('map-main'), box = canvas.getBoundingClientRect(), at = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1, pointerType: 'mouse', button: 0, buttons: 1, clientX: x, clientY: y, bubbles: true }));
  canvas.setPointerCapture = () => {};
  const drawn = () => Number(canvas.dataset.frames), amounts = [], gaps = [];
  let x = box.left + box.width / 2, y = box.top + box.height / 2, t = 0;
  at('pointerdown', x, y);
  const before = drawn(), start = performance.now();
  for (let last = start; last < start + ms;) {
    t++;
    x += 5 * Math.cos(t / 15);
    y += 3 * Math.sin(t / 15);
    at('pointermove', x, y);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    gaps.push(now - last);
    amounts.push(Number(canvas.dataset.amount));
    last = now;
  }
  const seconds = (performance.now() - start) / 1000, frames = drawn() - before;
  at('pointerup', x, y);
  gaps.sort((a, b) => a - b);
  amounts.sort((a, b) => a - b);
  return { frames, fps: frames / seconds, worst_tenth_ms: gaps[Math.floor(gaps.length * 0.9)], amount: amounts[amounts.length >> 1] };
}

const folder = process.argv[2], file = join(folder, 'report.html'), browser = await launch();
const truth = readFileSync(join(folder, 'truth.csv'), 'utf8').trim().split('\n').slice(1).map(l => l.split(',')).map(([lot, state, cells]) => ({ lot, state: Number(state), cells: Number(cells) }));
const result = { file_mb: statSync(file).size / 1e6, opens_s: [], pans: [] };

for (let run = 0; run < 3; run++) {
  const { page, context, errors, requests } = await openReport(browser, file);
  // Time since the navigation began at which the map's first picture was on its canvas.
  result.opens_s.push(await page.evaluate(() => Number(document.getElementById('map-main').dataset.firstDrawn) / 1000));
  if (errors.length || requests.length) throw new Error([...errors, ...requests].join('\n'));
  if (run < 2) { await context.close(); continue; }

  const total = truth.reduce((n, t) => n + t.state, 0), shown = await page.evaluate(() => JSON.parse(document.getElementById('map-data').textContent));
  const part = shown.partitions[shown.start], found = part.clusters[part.focus];
  if (found.cells !== total) throw new Error(`the found cluster has ${found.cells} cells, the planted state ${total}`);
  result.cells = shown.total;
  result.drawn = shown.cells;
  result.state = total;
  result.pixels = await page.evaluate(() => { const c = document.getElementById('map-main'), copy = Object.assign(document.createElement('canvas'), { width: c.width, height: c.height }), context = copy.getContext('2d'); context.drawImage(c, 0, 0); const d = context.getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 0; i < d.length; i += 4) if (d[i] === 0xd5 && d[i + 1] === 0x5e && d[i + 2] === 0) n++; return n; });

  // Each lot's share and interval, as the picture writes them, against Wilson's formula on the true counts (effective n for aliquots).
  const z = 1.959963984540054, percent = p => 100 * p >= 0.995 ? (100 * p).toFixed(1) : String(Number((100 * p).toPrecision(2)));
  const written = await page.evaluate(() => [...document.querySelectorAll('#composition .broad svg text')].map(t => t.textContent).filter(t => t.includes('(')));
  const expected = truth.map(t => {
    const p = t.state / t.cells, n = t.cells / (1 + (t.cells - 1) * 0.002), centre = p + z * z / (2 * n), half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)), scale = 1 + z * z / n;
    return [p, (centre - half) / scale, (centre + half) / scale].map(percent).map(Number);
  });
  const numbers = written.map(t => t.match(/[\d.]+/g).map(Number));
  const lots = await page.evaluate(() => [...document.querySelectorAll('#composition .broad svg text')].map(t => t.textContent).filter(t => /^L\d\dL\d\d$/.test(t)).map(t => t.slice(0, 3)));
  lots.forEach((lot, i) => {
    const want = expected[truth.findIndex(t => t.lot === lot)];
    if (JSON.stringify(numbers[i]) !== JSON.stringify(want)) throw new Error(`${lot}: ${numbers[i]} is written, ${want} expected`);
  });
  if (lots.length !== truth.length) throw new Error(`${lots.length} of ${truth.length} lots found in the picture`);
  result.lots_checked = lots.length;

  for (const zoom of [0, 3]) {
    await page.focus('#map-main');
    for (let i = 0; i < zoom; i++) await page.keyboard.press('+');
    await page.waitForTimeout(1500);
    // The first second finds out how many cells a frame can take; the next five are measured.
    await page.evaluate(pan, 1000);
    const before = processorSeconds(), measured = await page.evaluate(pan, 5000);
    result.pans.push({ zoom, ...measured, processor_ms: (processorSeconds() - before) * 1000 / measured.frames });
  }
  const whole = await page.evaluate(async () => {
    const canvas = document.getElementById('map-main'), times = [];
    for (let i = 0; i < 5; i++) { await new Promise(r => setTimeout(r, 400)); const start = performance.now(), old = canvas.dataset.frames; document.getElementById('map-view').dispatchEvent(new Event('change', { bubbles: true })); while (canvas.dataset.frames === old) await new Promise(requestAnimationFrame); times.push(performance.now() - start); }
    return times.sort((a, b) => a - b)[2];
  });
  result.recolour_ms = whole;
  await page.screenshot({ path: join(folder, 'screen.png') });
  await page.locator('#map').scrollIntoViewIfNeeded();
  await page.locator('.map').screenshot({ path: join(folder, 'map.png') });
  await context.close();
}
await browser.close();
console.log(JSON.stringify(result, null, 1));
