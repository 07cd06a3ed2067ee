// The map's cells: two 16-bit places each, and columns of labels and levels that come when a view asks for them.
const meta = element('map-data') ? JSON.parse(element('map-data').textContent) : null;
const cells = { n: meta ? meta.cells : 0, x: null, y: null, lots: null };

const labelsOf = async id => {
  const bytes = await column(id);
  return meta.wide ? words(bytes) : bytes;
};
const clustersOf = partition => labelsOf('map-clusters-' + partition);

async function openCells() {
  const [x, y, lots] = await Promise.all([column('map-x'), column('map-y'), labelsOf('map-lots')]);
  cells.x = words(x);
  cells.y = words(y);
  cells.lots = lots;
}

// A walk over all cells by a stride near the golden ratio: every beginning of it is spread evenly over lots and files, so that
// drawing only a beginning keeps the densities. The first cells of every cluster come before all others: 50 of each are always drawn.
function drawingOrder(labels, clusters) {
  const n = cells.n, order = new Uint32Array(n), seen = new Uint32Array(clusters), first = 50;
  const common = (a, b) => { while (b) [a, b] = [b, a % b]; return a; };
  let step = Math.max(1, Math.round(n * 0.6180339887));
  while (common(step, n) !== 1) step++;
  let front = 0;
  const size = new Uint32Array(clusters);
  for (let i = 0; i < n; i++) size[labels[i]]++;
  for (let c = 0; c < clusters; c++) front += Math.min(first, size[c]);
  let early = 0, late = front;
  for (let i = 0, at = 0; i < n; i++, at = (at + step) % n) {
    if (seen[labels[at]]++ < first) order[early++] = at;
    else order[late++] = at;
  }
  return order;
}
