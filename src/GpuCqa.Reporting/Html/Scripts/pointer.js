// Moving, zooming, pointing and choosing; everything that a pointer can do the keyboard can do, but for pointing at one cell.
const pointers = new Map();
let dragged = 0, names = null, rows = null;

// A place on the canvas (CSS pixels) in map units.
const unitsAt = (px, py) => ({ x: (px * map.frame.ratio - map.frame.left) / map.frame.scale, y: (py * map.frame.ratio - map.frame.top) / map.frame.scale });

function move(dx, dy) {
  map.centre.x = Math.max(0, Math.min(meta.width, map.centre.x - dx * map.frame.ratio / map.frame.scale));
  map.centre.y = Math.max(0, Math.min(meta.height, map.centre.y - dy * map.frame.ratio / map.frame.scale));
  moving();
}

function zoomAt(px, py, factor) {
  const zoom = Math.max(1, Math.min(80, map.zoom * factor)), by = zoom / map.zoom, at = unitsAt(px, py);
  map.zoom = zoom;
  map.centre = zoom === 1 ? { x: meta.width / 2, y: meta.height / 2 } : { x: at.x + (map.centre.x - at.x) / by, y: at.y + (map.centre.y - at.y) / by };
  map.canvas.style.touchAction = zoom > 1 ? 'none' : 'pan-y';
  moving();
}

const middle = () => [map.canvas.clientWidth / 2, map.canvas.clientHeight / 2];
const zoomMiddle = factor => zoomAt(...middle(), factor);
const showAll = () => { home(); map.canvas.style.touchAction = 'pan-y'; moving(); };

function cellUnder(event) {
  const box = map.canvas.getBoundingClientRect(), at = unitsAt(event.clientX - box.left, event.clientY - box.top);
  return nearestCell(at.x * 65535, at.y * 65535, 9 * map.frame.ratio / map.frame.scale * 65535);
}

async function tellCell(event) {
  const tip = element('map-tip'), cell = cellUnder(event);
  map.canvas.style.cursor = cell >= 0 ? 'pointer' : 'grab';
  tip.hidden = cell < 0;
  if (cell < 0) return;
  if (meta.names) names ??= new TextDecoder().decode(await column('map-names')).split('\n');
  else if (meta.total > meta.cells) rows ??= integers(await column('map-rows'));
  const s = map.scheme, row = rows ? rows[cell] : cell, cluster = s.labels[cell];
  const lines = [names ? names[cell] : say(`cell in row ${count(row + 1)} of cells.csv.gz`, `cells.csv.gzの${count(row + 1)}行目の細胞`), say(`lot ${meta.lots[cells.lots[cell]].name}`, `ロット ${meta.lots[cells.lots[cell]].name}`), say(`cluster ${cluster}`, `クラスター${cluster}`)];
  if (s.valueOf) lines.push(`${s.title}: ${s.zeroAt && s.zeroAt(cell) ? say('not detected', '検出なし') : s.valueOf(cell)}`);
  tip.replaceChildren(...lines.map(text => { const line = document.createElement('div'); line.textContent = text; return line; }));
  tip.dataset.cell = cell;
  const box = map.canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
  tip.style.left = Math.max(0, Math.min(x + 14, box.width - tip.offsetWidth - 4)) + 'px';
  tip.style.top = Math.max(0, y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 10 : y + 18) + 'px';
}

function listen() {
  const canvas = map.canvas;
  canvas.style.touchAction = 'pan-y';
  canvas.addEventListener('pointerdown', e => {
    if (e.pointerType === 'mouse' && e.button !== 0) return;
    pointers.set(e.pointerId, { x: e.clientX, y: e.clientY });
    dragged = 0;
    if (e.pointerType === 'mouse') canvas.setPointerCapture(e.pointerId);
  });
  canvas.addEventListener('pointermove', e => {
    const last = pointers.get(e.pointerId);
    if (!last) {
      tellCell(e);
      return;
    }
    const dx = e.clientX - last.x, dy = e.clientY - last.y;
    if (pointers.size === 2) {
      const other = [...pointers.entries()].find(([id]) => id !== e.pointerId)[1], box = canvas.getBoundingClientRect();
      const before = Math.hypot(last.x - other.x, last.y - other.y), after = Math.hypot(e.clientX - other.x, e.clientY - other.y);
      zoomAt((e.clientX + other.x) / 2 - box.left, (e.clientY + other.y) / 2 - box.top, after / Math.max(before, 1));
    } else if (e.pointerType === 'mouse' || map.zoom > 1) {
      element('map-tip').hidden = true;
      move(dx, dy);
    }
    dragged += Math.abs(dx) + Math.abs(dy);
    pointers.set(e.pointerId, { x: e.clientX, y: e.clientY });
  });
  const up = e => {
    const was = pointers.delete(e.pointerId);
    if (!was || e.type !== 'pointerup' || dragged > 5) return;
    const cell = cellUnder(e);
    if (cell < 0) choose(null);
    else if (map.scheme.kind === 'lot') choose('lot', cells.lots[cell]);
    else choose('cluster', map.scheme.labels[cell]);
    if (e.pointerType !== 'mouse') tellCell(e);
  };
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  canvas.addEventListener('pointerleave', () => { element('map-tip').hidden = true; });
  // The page keeps its wheel until the map was clicked or Ctrl is held.
  canvas.addEventListener('wheel', e => {
    if (document.activeElement !== canvas && !e.ctrlKey) return;
    e.preventDefault();
    const box = canvas.getBoundingClientRect();
    zoomAt(e.clientX - box.left, e.clientY - box.top, Math.pow(1.0016, -e.deltaY));
  }, { passive: false });
  canvas.addEventListener('keydown', e => {
    const step = 60, keys = { ArrowLeft: () => move(step, 0), ArrowRight: () => move(-step, 0), ArrowUp: () => move(0, step), ArrowDown: () => move(0, -step), '+': () => zoomMiddle(1.5), '=': () => zoomMiddle(1.5), '-': () => zoomMiddle(1 / 1.5), 0: showAll };
    if (!keys[e.key]) return;
    e.preventDefault();
    keys[e.key]();
  });
  document.querySelector('#map').addEventListener('keydown', e => { if (e.key === 'Escape') choose(null); });
  const buttons = { in: () => zoomMiddle(1.6), out: () => zoomMiddle(1 / 1.6), home: showAll, save: () => pictureOfMap().toBlob(blob => saveBlob(blob, 'map.png')) };
  for (const button of document.querySelectorAll('[data-map]')) button.addEventListener('click', buttons[button.dataset.map]);
}
