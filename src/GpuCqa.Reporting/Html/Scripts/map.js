// The map: what is shown, where, and drawing it. A beginning of the drawing order is drawn while the map moves when all cells would
// take too long for a smooth move; at rest all cells are drawn.
const map = { engine: null, canvas: element('map-main'), view: null, partition: 0, scheme: null, chosen: null, centre: null, zoom: 1, order: null, centres: new Map(), moved: false, motion: false, movedAt: 0, still: 0, amount: 0, lastFrame: 0, waiting: false, frames: 0, fallback: false };
// Milliseconds that a frame of a movement should take, and the cells that it shows at least.
const TARGET = 30, LEAST = 10000;

const stageSize = () => {
  const width = Math.max(200, map.canvas.parentElement.clientWidth - 2);
  const wanted = width * Math.max(0.35, meta.height / Math.max(meta.width, 1e-6));
  return { width, height: Math.round(Math.max(220, Math.min(620, wanted, Math.max(320, innerHeight * 0.78)))) };
};

function frameOf(size, ratio) {
  const margin = 14, fit = Math.min((size.width - 2 * margin) / Math.max(meta.width, 1e-6), (size.height - 2 * margin) / Math.max(meta.height, 1e-6)), scale = fit * map.zoom * ratio;
  const width = Math.round(size.width * ratio), height = Math.round(size.height * ratio);
  return { width, height, scale, left: width / 2 - map.centre.x * scale, top: height / 2 - map.centre.y * scale, ratio };
}

const home = () => { map.zoom = 1; map.centre = { x: meta.width / 2, y: meta.height / 2 }; };
const dotSize = frame => Math.max(1, Math.min(9, (frame.width / frame.ratio / 720) * 150 / Math.sqrt(Math.max(cells.n, 1)) * Math.pow(map.zoom, 0.6))) * Math.min(frame.ratio, 2);

function moving() {
  map.moved = true;
  redraw();
}

function redraw() {
  if (map.waiting || !map.scheme) return;
  map.waiting = true;
  requestAnimationFrame(now => { map.waiting = false; drawMap(now); });
}

function drawMap(now) {
  const all = cells.n;
  // A movement ends when some frames in a row saw none: by time alone a frame that takes long would end it.
  if (map.moved) Object.assign(map, { motion: true, movedAt: now, still: 0 });
  else if (++map.still >= 3 && now - map.movedAt > 150) map.motion = false;
  map.moved = false;
  const inMotion = map.motion;
  if (inMotion) {
    const took = now - map.lastFrame;
    // Frames of one movement follow one another without a pause, so their distance is what a frame takes.
    if (map.lastFrame) map.amount = Math.max(Math.min(all, LEAST), Math.min(all, Math.round(map.amount * Math.max(0.2, Math.min(1.2, TARGET / took)))));
  }
  map.lastFrame = inMotion ? now : 0;
  const amount = inMotion ? map.amount : all, size = stageSize(), ratio = Math.min(devicePixelRatio || 1, 2), frame = frameOf(size, ratio);
  map.canvas.style.height = element('map-numbers').style.height = size.height + 'px';
  map.engine.draw(frame, dotSize(frame), amount);
  placeNumbers(frame);
  const moved = element('map-moving');
  moved.hidden = !inMotion || amount === all;
  if (!moved.hidden) moved.textContent = say(`moving: ${count(amount)} of ${count(all)} cells drawn`, `移動中: ${count(all)}細胞のうち${count(amount)}細胞を描画`);
  map.frames++;
  Object.assign(map.canvas.dataset, { frames: map.frames, amount, firstDrawn: map.canvas.dataset.firstDrawn ?? performance.now() });
  map.frame = frame;
  if (inMotion) redraw();
}

// Which numbers stand on the map, and where (map units).
function numbersShown() {
  const s = map.scheme;
  if (!s.numbered && s.only === undefined) return [];
  if (!map.centres.has(map.partition)) map.centres.set(map.partition, centresOf(s.labels, meta.partitions[map.partition].clusters.length));
  return map.centres.get(map.partition).map((c, k) => ({ k, ...c })).filter(c => c.x >= 0 && (s.only === undefined || c.k === s.only) && !(map.chosen && map.chosen.kind === 'cluster' && map.chosen.index !== c.k));
}

// Numbers are elements over the canvas: moving them costs less than writing them anew in every frame.
function placeNumbers(frame) {
  const layer = element('map-numbers'), shown = numbersShown();
  while (layer.children.length > shown.length) layer.lastChild.remove();
  while (layer.children.length < shown.length) layer.append(document.createElement('span'));
  shown.forEach((c, i) => {
    const node = layer.children[i], x = (frame.left + c.x * frame.scale) / frame.ratio, y = (frame.top + c.y * frame.scale) / frame.ratio;
    if (node.textContent !== String(c.k)) node.textContent = c.k;
    node.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
  });
}

// The map with its numbers as one picture.
function pictureOfMap() {
  const picture = document.createElement('canvas'), frame = map.frame, context = picture.getContext('2d');
  picture.width = frame.width;
  picture.height = frame.height;
  context.drawImage(map.canvas, 0, 0);
  context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  Object.assign(context, { font: '600 14px system-ui, sans-serif', textAlign: 'center', textBaseline: 'middle', lineWidth: 4, lineJoin: 'round', strokeStyle: '#fff', fillStyle: '#1b1f24' });
  for (const c of numbersShown()) {
    const x = (frame.left + c.x * frame.scale) / frame.ratio, y = (frame.top + c.y * frame.scale) / frame.ratio;
    context.strokeText(c.k, x, y);
    context.fillText(c.k, x, y);
  }
  return picture;
}

// Paper has its own width, and a canvas cannot be drawn for it: the page prints a picture of the map, at the width of the screen's, numbers in it.
function printMap() {
  if (!map.scheme || !map.engine) return;
  map.moved = map.motion = false;
  drawMap(performance.now());
  let picture = document.querySelector('img.printed');
  if (!picture) {
    picture = new Image();
    picture.className = 'printed';
    map.canvas.after(picture);
  }
  picture.alt = map.canvas.getAttribute('aria-label');
  picture.src = pictureOfMap().toDataURL();
}

// Codes in drawing order; cells outside the chosen cluster or lot are set back.
function uploadColors() {
  const s = map.scheme, codes = new Uint16Array(cells.n), group = map.chosen === null ? null : map.chosen.kind === 'lot' ? cells.lots : s.labels, wanted = map.chosen?.index;
  for (let i = 0; i < codes.length; i++) {
    const cell = map.order[i];
    codes[i] = group !== null && group[cell] !== wanted ? OTHERS : s.codes[cell];
  }
  const entries = map.chosen && s.kind === 'focus' && map.chosen.index !== s.only ? [{ color: '#5d6873', height: 0.5 }, s.entries[1]] : s.entries;
  map.engine.setColors(codes, makePalette(entries));
}

function useEngine(engine, fallback) {
  map.engine = engine;
  map.fallback = fallback;
  map.engine.setPlaces(map.order);
  if (map.scheme) uploadColors();
  map.canvas.dataset.engine = fallback ? 'canvas' : 'webgl';
}

async function show(view, partition) {
  if (map.partition !== partition && map.chosen?.kind === 'cluster') map.chosen = null;
  const scheme = await makeScheme(view, partition);
  Object.assign(map, { view, partition, scheme });
  uploadColors();
  drawLegend();
  tellChosen();
  tellStamp();
  redraw();
}

function choose(kind, index) {
  map.chosen = kind === null || (map.chosen && map.chosen.kind === kind && map.chosen.index === index) ? null : { kind, index };
  uploadColors();
  markLegend();
  tellChosen();
  redraw();
}

function tellStamp() {
  const old = element('map-fallback');
  if (old) old.remove();
  if (!map.fallback) return;
  const note = document.createElement('span');
  note.id = 'map-fallback';
  note.textContent = say(' WebGL is not available here: the map is drawn without it, and may move less smoothly.', ' WebGLが利用できないため、WebGLなしで描画しています。動きが滑らかでない場合があります。');
  element('map-stamp').append(note);
}
