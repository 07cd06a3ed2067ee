// What a reader of a report sees and does, in Chromium. GPUCQA_RESULT names the result folder.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { launch, openReport } from './browser.mjs';
import { readableProblems } from './readable.mjs';

const folder = process.env.GPUCQA_RESULT, file = join(folder, 'report.html');
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const rowsOf = name => readFileSync(join(folder, name), 'utf8').trim().split('\n').map(l => l.split(','));
const open = (options) => openReport(browser, file, options);

// Colours of the map's pixels, with how often each occurs.
const mapColors = page => page.evaluate(() => {
  const c = document.getElementById('map-main'), copy = document.createElement('canvas'), context = Object.assign(copy, { width: c.width, height: c.height }).getContext('2d');
  context.drawImage(c, 0, 0);
  const d = context.getImageData(0, 0, c.width, c.height).data, found = {};
  for (let i = 0; i < d.length; i += 4) { const k = '#' + [d[i], d[i + 1], d[i + 2]].map(v => v.toString(16).padStart(2, '0')).join(''); found[k] = (found[k] ?? 0) + 1; }
  return found;
});
const settle = page => page.waitForTimeout(450);

test('opens without an error, and asks nothing from outside the file', async () => {
  for (const width of [1440, 390]) {
    const { page, context, errors, requests } = await open({ width });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await settle(page);
    assert.deepEqual(errors, []);
    assert.deepEqual(requests, []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `wider than ${width} px`);
    await context.close();
  }
});

test('the first screen holds the finding, what it rests on and what it does not say', async () => {
  const { page, context } = await open();
  const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
  assert.ok((await page.innerText('#finding .lead')).includes(summary.finding.sentence));
  for (const selector of ['h1', '#finding .lead', '#finding .figures', '#finding .unsaid h2']) {
    const box = await page.locator(selector).first().boundingBox();
    assert.ok(box.y + box.height <= 900, `${selector} ends at ${box.y + box.height}`);
  }
  await context.close();
});

test('the map is drawn: the finding in its own colour over the other cells', async () => {
  const { page, context } = await open();
  await settle(page);
  assert.equal(await page.getAttribute('#map-main', 'data-engine'), 'webgl');
  const colors = await mapColors(page);
  assert.ok(colors['#d55e00'] > 500 && colors['#c9ced4'] > 1000, JSON.stringify(Object.entries(colors).sort((a, b) => b[1] - a[1]).slice(0, 5)));
  const clusters = new Set(rowsOf('clusters.csv').slice(1).filter(r => r[1] === '0.2').map(r => r[2])).size;
  await page.selectOption('#map-view', 'cluster');
  await page.selectOption('#map-resolution', { index: 0 });
  await settle(page);
  const shown = await page.$$eval('#map-legend button i', marks => marks.map(m => '#' + getComputedStyle(m).backgroundColor.match(/\d+/g).slice(0, 3).map(v => Number(v).toString(16).padStart(2, '0')).join('')));
  assert.equal(shown.length, clusters);
  const after = await mapColors(page);
  for (const color of shown) assert.ok(after[color] > 100, `${color} ${after[color]}`);
  await context.close();
});

test('every view draws and has a legend', async () => {
  const { page, context, errors } = await open();
  const views = await page.$$eval('#map-view option', o => o.map(x => x.value));
  for (const expected of ['focus', 'cluster', 'lot', 'rho-0', 'readout-0', 'quality-0', 'quality-2', 'gene-0']) assert.ok(views.includes(expected), expected);
  for (const view of views) {
    await page.selectOption('#map-view', view);
    await page.waitForTimeout(220);
    assert.ok(Object.keys(await mapColors(page)).length > 2, view);
    assert.ok((await page.innerText('#map-legend')).trim().length > 0, view);
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test('pointing at a cell names it, its lot and its cluster as the tables do', async () => {
  const { page, context } = await open();
  await settle(page);
  const cells = gunzipSync(readFileSync(join(folder, 'cells.csv.gz'))).toString().trim().split('\n').map(l => l.split(',')), head = cells[0];
  await page.locator('#map-main').scrollIntoViewIfNeeded();
  const box = await page.locator('#map-main').boundingBox();
  const spots = await page.evaluate(() => {
    const c = document.getElementById('map-main'), copy = document.createElement('canvas'), context = Object.assign(copy, { width: c.width, height: c.height }).getContext('2d');
    context.drawImage(c, 0, 0);
    const d = context.getImageData(0, 0, c.width, c.height).data, found = [];
    for (let i = 0; i < d.length && found.length < 40; i += 4 * 97) if (d[i] === 0xd5 && d[i + 1] === 0x5e) found.push([(i / 4) % c.width / devicePixelRatio, Math.floor(i / 4 / c.width) / devicePixelRatio]);
    return found;
  });
  assert.ok(spots.length > 0);
  await page.mouse.move(box.x + spots[0][0], box.y + spots[0][1]);
  await page.waitForSelector('#map-tip:not([hidden])');
  await page.waitForFunction(() => document.getElementById('map-tip').children.length >= 3);
  const told = await page.$$eval('#map-tip div', d => d.map(x => x.textContent)), row = cells[Number(await page.getAttribute('#map-tip', 'data-cell')) + 1];
  assert.equal(told[0], row[head.indexOf('cell')]);
  assert.equal(told[1], 'lot ' + row[head.indexOf('lot')]);
  const resolution = (await page.$eval('#map-resolution', s => s.selectedOptions[0].textContent)).split(' ')[0];
  const chosen = row[head.indexOf('cluster_' + resolution.replace('.', '_'))];
  await page.mouse.click(box.x + spots[0][0], box.y + spots[0][1]);
  assert.match(await page.innerText('#map-about'), new RegExp(`^Cluster ${chosen} `));
  assert.equal(told[2], 'cluster ' + row[head.indexOf('cluster_' + resolution.replace('.', '_'))]);
  await context.close();
});

test('a click and the keyboard select, move and zoom', async () => {
  const { page, context } = await open();
  await page.selectOption('#map-view', 'cluster');
  await settle(page);
  const before = await mapColors(page);
  await page.click('#map-legend button >> nth=0');
  await settle(page);
  assert.equal(await page.getAttribute('#map-legend button >> nth=0', 'aria-pressed'), 'true');
  const chosen = await mapColors(page);
  assert.ok((chosen['#c9ced4'] ?? 0) > (before['#c9ced4'] ?? 0) + 500);
  const size = Number((await page.innerText('#map-about')).match(/([\d,]+) cells/)[1].replaceAll(',', ''));
  const resolution = (await page.$eval('#map-resolution', s => s.selectedOptions[0].textContent)).split(' ')[0];
  const counts = rowsOf('clusters.csv').slice(1).filter(r => r[1] === resolution && r[2] === '0').reduce((n, r) => n + Number(r[3]), 0);
  assert.equal(size, counts);
  await page.focus('#map-main');
  await page.keyboard.press('Escape');
  assert.equal(await page.innerText('#map-about'), '');
  const picture = () => page.evaluate(() => document.getElementById('map-main').toDataURL());
  await settle(page);
  const whole = await picture();
  await page.keyboard.press('+');
  await settle(page);
  const near = await picture();
  assert.notEqual(near, whole);
  await page.keyboard.press('ArrowLeft');
  await settle(page);
  assert.notEqual(await picture(), near);
  await page.keyboard.press('0');
  await settle(page);
  assert.equal(await picture(), whole);
  const box = await page.locator('#map-main').boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.press('+');
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height / 2 + 20, { steps: 5 });
  await page.mouse.up();
  await settle(page);
  assert.notEqual(await picture(), near);
  await context.close();
});

test('every lot has its own map on equal axes', async () => {
  const { page, context } = await open();
  await page.locator('.small-maps').scrollIntoViewIfNeeded();
  await page.waitForSelector('canvas[data-lot][data-drawn=yes]');
  await settle(page);
  const maps = await page.$$eval('canvas[data-lot]', all => all.map(c => {
    const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
    let focus = 0, pale = 0;
    for (let i = 0; i < d.length; i += 4) { if (d[i] === 0xd5 && d[i + 1] === 0x5e) focus++; if (d[i] === 0xe4 && d[i + 1] === 0xe8) pale++; }
    return { size: `${c.width} ${c.height}`, focus, pale };
  }));
  assert.equal(maps.length, rowsOf('lots.csv').length - 1);
  assert.equal(new Set(maps.map(m => m.size)).size, 1);
  assert.ok(maps.every(m => m.focus > 0 && m.pale > 0), JSON.stringify(maps));
  // Lots stand by increasing readout, so the found cells grow from the first half to the last.
  const half = maps.length >> 1, sum = list => list.reduce((n, m) => n + m.focus, 0);
  assert.ok(sum(maps.slice(-half)) > 1.5 * sum(maps.slice(0, half)));
  await context.close();
});

test('without WebGL the map is drawn all the same, and says so', async () => {
  const { page, context, errors } = await open({ fragment: '#canvas' });
  await settle(page);
  assert.equal(await page.getAttribute('#map-main', 'data-engine'), 'canvas');
  const colors = await mapColors(page);
  assert.ok(colors['#d55e00'] > 500 && colors['#c9ced4'] > 1000);
  assert.match(await page.innerText('#map-stamp'), /WebGL is not available/);
  assert.deepEqual(errors, []);
  await context.close();
});

test('the table of tests sorts by full values and filters', async () => {
  const { page, context } = await open();
  const column = async name => page.$$eval('#associations thead th', (heads, wanted) => heads.findIndex(h => h.querySelector('[lang=en]')?.textContent === wanted || h.textContent.trim() === wanted), name);
  const values = async at => page.$$eval('#associations tbody tr:not([hidden])', (rows, i) => rows.map(r => r.cells[i].dataset.v), at);
  const p = await column('Exact p'), expected = rowsOf('associations.csv').slice(1).map(r => Number(r[6]));
  await page.click(`#associations thead th >> nth=${p} >> button`);
  assert.deepEqual((await values(p)).map(Number), [...expected].sort((a, b) => a - b));
  await page.click(`#associations thead th >> nth=${p} >> button`);
  assert.deepEqual((await values(p)).map(Number), [...expected].sort((a, b) => b - a));
  assert.equal(await page.getAttribute(`#associations thead th >> nth=${p}`, 'aria-sort'), 'descending');
  await page.check('#associations input[type=checkbox]');
  const reaching = rowsOf('associations.csv').slice(1).filter(r => Number(r[7]) <= 0.05).length;
  assert.equal((await values(p)).length, reaching);
  await page.uncheck('#associations input[type=checkbox]');
  // The filter goes by what is shown, and numbers are shown shorter than the file has them.
  const shown = await page.$$eval('#associations tbody tr', rows => rows.map(r => [...r.cells].map(c => c.textContent)));
  const sought = shown[0][p].trim(), holding = shown.filter(cells => cells.some(text => text.includes(sought))).length;
  assert.equal(shown.length, expected.length);
  assert.ok(sought.length > 2 && holding > 0 && holding < shown.length, `${holding} of ${shown.length} rows hold '${sought}'`);
  await page.fill('#associations input[type=search]', sought);
  assert.equal((await values(p)).length, holding);
  await context.close();
});

test('Japanese switches every visible text, and back', async () => {
  const { page, context, errors } = await open();
  const english = await page.innerText('main');
  await page.click('[data-language=ja]');
  await settle(page);
  const japanese = await page.innerText('main');
  assert.match(await page.innerText('h1'), /連動します/);
  assert.match(await page.title(), /連動します/);
  assert.match(await page.innerText('#map-legend'), /クラスター/);
  assert.equal(await page.getAttribute('#map-main', 'aria-label'), '細胞のUMAP。矢印キーで移動、+と−で拡大縮小、0で全体表示。');
  // Sentences of English that remain would be texts without a translation; names, notes of the engine and parameters are not.
  const rest = await page.evaluate(() => {
    const found = [];
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode, parent = node.parentElement;
      if (parent.closest('script, style, table, [lang=en-x-note], .gene, code, #times, [hidden]') || parent.getClientRects().length === 0) continue;
      if (/[a-z]{2,} [a-z]{2,} [a-z]{2,}/.test(node.textContent)) found.push(node.textContent.trim());
    }
    return found;
  });
  assert.deepEqual(rest, []);
  await page.click('[data-language=en]');
  await settle(page);
  assert.equal(await page.innerText('main'), english);
  assert.notEqual(japanese, english);
  assert.deepEqual(errors, []);
  await context.close();
});

test('every table is saved with the bytes of the folder', async () => {
  const { page, context } = await open();
  const names = await page.$$eval('button.save', b => b.map(x => x.dataset.name));
  assert.ok(names.length >= 8, names.join());
  for (const name of names) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`button.save[data-name="${name}"]`)]);
    assert.equal(download.suggestedFilename(), name);
    assert.ok(readFileSync(await download.path()).equals(readFileSync(join(folder, name))), name);
  }
  await context.close();
});

test('everything is reached and seen by keyboard', async () => {
  const { page, context } = await open();
  const wanted = await page.evaluate(() => [...document.querySelectorAll('a[href], button, select, input, summary, [tabindex="0"]')].filter(e => e.checkVisibility() && !e.disabled).length);
  const reached = new Set();
  let unseen = 0;
  await page.evaluate(() => { document.querySelectorAll('a[href], button, select, input, summary, [tabindex="0"]').forEach((e, i) => { e.dataset.seat = i; }); });
  for (let i = 0; i < wanted + 20; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => { const e = document.activeElement, s = getComputedStyle(e); return { seat: e.dataset?.seat, outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 }; });
    if (at.seat === undefined) break;
    if (!at.outline) unseen++;
    reached.add(at.seat);
  }
  assert.ok(reached.size >= wanted, `${reached.size} of ${wanted}`);
  assert.equal(unseen, 0);
  await context.close();
});

test('no text is smaller than 12 px or paler than WCAG AA, at both widths and in both languages', async () => {
  for (const width of [1440, 390]) {
    for (const language of ['en', 'ja']) {
      const { page, context } = await open({ width });
      await page.click(`[data-language=${language}]`);
      await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
      await settle(page);
      assert.deepEqual(await page.evaluate(readableProblems), [], `${width} px, ${language}`);
      await context.close();
    }
  }
});

test('prints to PDF with the map in it', async () => {
  const { page, context } = await open();
  await settle(page);
  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 150000, `${pdf.length} bytes`);
  const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
  // Of a table of hundreds of markers paper shows the first rows.
  assert.ok(pages >= 5 && pages <= 20, `${pages} pages`);
  await page.emulateMedia({ media: 'print' });
  const printed = await page.evaluate(() => {
    const map = document.querySelector('#map-main'), picture = document.querySelector('img.printed'), box = picture.getBoundingClientRect();
    return {
      canvas: getComputedStyle(map).display, shape: picture.naturalWidth / picture.naturalHeight, own: map.width / map.height, width: box.width,
      rows: Math.max(...[...document.querySelectorAll('.long tbody')].map(b => [...b.rows].filter(r => r.getClientRects().length > 0).length), 0),
    };
  });
  assert.equal(printed.canvas, 'none');
  assert.ok(Math.abs(printed.shape / printed.own - 1) < 0.01, JSON.stringify(printed));
  assert.ok(printed.width > 300 && printed.rows <= 30, JSON.stringify(printed));
  await context.close();
});

test('tables are not cut at 1440 pixels', async () => {
  const { page, context } = await open({ width: 1440 });
  await settle(page);
  const cut = await page.evaluate(() => [...document.querySelectorAll('#associations .frame, #stability .frame')].filter(f => f.scrollWidth > f.clientWidth + 1).map(f => f.getAttribute('aria-label')));
  assert.deepEqual(cut, []);
  await context.close();
});

test('figures lie beside the report as SVG and PNG', () => {
  for (const name of ['finding', 'map_finding', 'map_clusters', 'composition', 'fractions', 'markers', 'volcano', 'quality_counts']) {
    assert.ok(existsSync(join(folder, 'figures', name + '.svg')) && existsSync(join(folder, 'figures', name + '.png')), name);
  }
});
