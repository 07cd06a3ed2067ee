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

