// Which cell lies nearest to a place: cells sorted into a grid of boxes, made when first asked for.
const GRID = 256;
let boxes = null;

function sortIntoBoxes() {
  const n = cells.n, starts = new Uint32Array(GRID * GRID + 1), members = new Uint32Array(n);
  const box = i => (cells.y[i] >> 8) * GRID + (cells.x[i] >> 8);
  for (let i = 0; i < n; i++) starts[box(i) + 1]++;
  for (let b = 0; b < GRID * GRID; b++) starts[b + 1] += starts[b];
  const next = starts.slice();
  for (let i = 0; i < n; i++) members[next[box(i)]++] = i;
  return { starts, members };
}

// x, y and reach in units of 1/65535 of the map's longer side; -1 when no cell is that near.
function nearestCell(x, y, reach) {
  boxes ??= sortIntoBoxes();
  const clamp = v => Math.max(0, Math.min(GRID - 1, v >> 8));
  let best = -1, least = reach * reach;
  for (let by = clamp(y - reach); by <= clamp(y + reach); by++) {
    for (let bx = clamp(x - reach); bx <= clamp(x + reach); bx++) {
      const b = by * GRID + bx;
      for (let j = boxes.starts[b]; j < boxes.starts[b + 1]; j++) {
        const i = boxes.members[j], dx = cells.x[i] - x, dy = cells.y[i] - y, d = dx * dx + dy * dy;
        if (d < least) { least = d; best = i; }
      }
    }
  }
  return best;
}

// The median place of every group, to within a thousandth of the map.
function centresOf(labels, groups) {
  const bins = 1024, middle = values => {
    const counts = new Uint32Array(groups * bins), sizes = new Uint32Array(groups);
    for (let i = 0; i < cells.n; i++) { counts[labels[i] * bins + (values[i] >> 6)]++; sizes[labels[i]]++; }
    return Array.from({ length: groups }, (_, g) => {
      let sum = 0;
      for (let b = 0; b < bins; b++) { sum += counts[g * bins + b]; if (2 * sum >= sizes[g] && sizes[g] > 0) return (b + 0.5) / bins; }
      return -1;
    });
  };
  const x = middle(cells.x), y = middle(cells.y);
  return x.map((v, g) => ({ x: v, y: y[g] }));
}
