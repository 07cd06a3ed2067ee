// Lot by lot: all cells pale, the lot's own on top, every lot on the same axes; drawn when they come near the window.
let lotMembers = null;

function sortByLot() {
  const starts = new Uint32Array(meta.lots.length + 1), members = new Uint32Array(cells.n);
  for (let i = 0; i < cells.n; i++) starts[cells.lots[i] + 1]++;
  for (let l = 0; l < meta.lots.length; l++) starts[l + 1] += starts[l];
  const next = starts.slice();
  for (let i = 0; i < cells.n; i++) members[next[cells.lots[i]]++] = i;
  return { starts, members };
}

const packed = color => { const [r, g, b] = channels(color); return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0; };

