async function drawLots() {
  const canvases = [...document.querySelectorAll('canvas[data-lot]')], p = meta.partitions[meta.start], labels = await clustersOf(meta.start);
  if (!canvases.length) return;
  lotMembers ??= sortByLot();
  const ratio = Math.min(devicePixelRatio || 1, 2), width = canvases[0].clientWidth, margin = 5, scale = Math.min((width - 2 * margin) / Math.max(meta.width, 1e-6), (200 - 2 * margin) / Math.max(meta.height, 1e-6));
  const height = Math.max(48, Math.round(meta.height * scale) + 2 * margin), w = Math.round(width * ratio), h = Math.round(height * ratio), k = scale * ratio / 65535, left = (width - meta.width * scale) / 2 * ratio, top = margin * ratio;
  const dot = n => Math.max(1, Math.round(Math.min(2.4, (width / 720) * 150 / Math.sqrt(Math.max(n, 1))) * ratio));
  const put = (out, cell, size, color) => {
    const px = Math.floor(left + cells.x[cell] * k), py = Math.floor(top + cells.y[cell] * k);
    for (let dy = 0; dy < size && py + dy < h; dy++) for (let dx = 0; dx < size && px + dx < w; dx++) out[(py + dy) * w + px + dx] = color;
  };
  const base = new Uint32Array(w * h).fill(0xffffffff), pale = packed('#e4e8ec'), grey = packed('#7d8790'), focus = packed(meta.focusColor), colors = p.clusters.map(c => packed(c.color));
  const common = dot(cells.n), size = dot(2 * cells.n / canvases.length);
  for (let i = 0; i < cells.n; i++) put(base, i, common, pale);
  for (const canvas of canvases) {
    const lot = Number(canvas.dataset.lot), from = lotMembers.starts[lot], to = lotMembers.starts[lot + 1];
    canvas.width = w;
    canvas.height = h;
    canvas.style.height = height + 'px';
    const context = canvas.getContext('2d'), image = context.createImageData(w, h), out = new Uint32Array(image.data.buffer);
    out.set(base);
    for (let j = from; j < to; j++) {
      const cell = lotMembers.members[j];
      if (p.focus < 0) put(out, cell, size, colors[labels[cell]]);
      else if (labels[cell] !== p.focus) put(out, cell, size, grey);
    }
    if (p.focus >= 0) for (let j = from; j < to; j++) if (labels[lotMembers.members[j]] === p.focus) put(out, lotMembers.members[j], Math.max(size, Math.round(1.4 * ratio)), focus);
    context.putImageData(image, 0, 0);
    canvas.dataset.drawn = 'yes';
  }
}
