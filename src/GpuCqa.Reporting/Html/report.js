(() => {
  'use strict';

  // Tables: a header sorts its column, numbers by their full value, missing values last.
  for (const table of document.querySelectorAll('table.sortable')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => head.querySelector('button').addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      heads.forEach(h => h.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const key = row => {
        const cell = row.cells[column];
        return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
      };
      const missing = v => v === '' || Number.isNaN(v);
      const rows = [...table.tBodies[0].rows].map((row, i) => ({ row, i, v: key(row) }));
      rows.sort((a, b) => {
        if (missing(a.v) || missing(b.v)) return missing(a.v) - missing(b.v) || a.i - b.i;
        const order = typeof a.v === 'number' ? a.v - b.v : a.v.localeCompare(b.v, undefined, { numeric: true });
        return (down ? -order : order) || a.i - b.i;
      });
      table.tBodies[0].append(...rows.map(r => r.row));
    }));
  }

  for (const button of document.querySelectorAll('button.copy')) {
    button.addEventListener('click', async () => {
      const source = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.innerText.trim());
        button.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(source);
        button.textContent = 'Selected: press Ctrl+C';
      }
    });
  }

  // Only an open fold is printed.
  addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(d => { d.open = true; }));

  const node = document.getElementById('map-data');
  if (!node) return;
  const data = JSON.parse(node.textContent);
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const words = text => {
    const b = bytes(text), w = new Uint16Array(b.length / 2);
    for (let i = 0; i < w.length; i++) w[i] = b[2 * i] | (b[2 * i + 1] << 8);
    return w;
  };
  const labels = text => data.wide ? words(text) : bytes(text);
  const x = words(data.x), y = words(data.y), lots = labels(data.lots), n = data.cells;
  data.partitions.forEach(p => { p.labels = labels(p.labels); });
  const quiet = '#c9ced4', vermillion = '#d55e00', margin = 10;
  const form = document.querySelector('.controls'), main = document.getElementById('map-main'), legend = document.getElementById('map-legend');
  let chosen = null;

  const view = () => form.elements.view.value;
  const partition = () => data.partitions[Number(form.elements.resolution.value)];

  function fit(canvas, most) {
    const ratio = Math.min(devicePixelRatio || 1, 2), width = canvas.clientWidth;
    const inner = width - 2 * margin, scale = Math.min(inner / Math.max(data.width, 1e-6), most / Math.max(data.height, 1e-6));
    const height = Math.max(60, Math.round(data.height * scale) + 2 * margin);
    canvas.style.height = height + 'px';
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return { context, scale, left: (width - data.width * scale) / 2, top: margin };
  }

  const dot = width => Math.max(1, Math.min(4.2, (width / 720) * 150 / Math.sqrt(Math.max(n, 1))));

  function points(frame, size, want, color) {
    const { context, scale, left, top } = frame, k = scale / 65535, half = size / 2;
    let last = null;
    for (let i = 0; i < n; i++) {
      if (!want(i)) continue;
      const c = color(i);
      if (c !== last) { context.fillStyle = c; last = c; }
      context.fillRect(left + x[i] * k - half, top + y[i] * k - half, size, size);
    }
  }

  const median = list => { list.sort((a, b) => a - b); return list[list.length >> 1]; };

  function numbers(frame, p, only) {
    const { context, scale, left, top } = frame, xs = [], ys = [];
    for (let c = 0; c < p.clusters; c++) { xs.push([]); ys.push([]); }
    for (let i = 0; i < n; i++) { xs[p.labels[i]].push(x[i]); ys[p.labels[i]].push(y[i]); }
    context.font = '600 14px system-ui, sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeStyle = 'rgba(255,255,255,.9)';
    context.fillStyle = '#1b1f24';
    for (let c = 0; c < p.clusters; c++) {
      if (!xs[c].length || (only !== null && c !== only)) continue;
      const px = left + median(xs[c]) * scale / 65535, py = top + median(ys[c]) * scale / 65535;
      context.strokeText(String(c), px, py);
      context.fillText(String(c), px, py);
    }
  }

  // What a view colours, how its cells fall into groups, and the entries of its legend.
  function scheme() {
    const p = partition(), v = view();
    if (v === 'focus') {
      return { group: i => p.labels[i] === p.focus ? 0 : 1, colors: [vermillion, quiet], names: [`cluster ${p.focus}`, 'other cells'], order: [0, 1], top: p.focus < 0 ? null : 0, number: p.focus < 0 ? null : p.focus };
    }
    if (v === 'lot') return { group: i => lots[i], colors: data.lotColors, names: data.lotNames, order: data.lotOrder, top: null };
    if (v.startsWith('readout-')) {
      const r = data.readouts[Number(v.slice(8))];
      return { group: i => lots[i], colors: r.colors, names: [], order: [], top: null, readout: r };
    }
    return { group: i => p.labels[i], colors: p.colors, names: p.colors.map((_, c) => `cluster ${c}`), order: p.colors.map((_, c) => c), top: null, numbered: true };
  }

  function drawMain() {
    const s = scheme(), p = partition(), frame = fit(main, 620), size = dot(main.clientWidth), top = chosen ?? s.top;
    if (top === null) {
      points(frame, size, () => true, i => s.colors[s.group(i)]);
    } else {
      points(frame, size, i => s.group(i) !== top, () => quiet);
      points(frame, size, i => s.group(i) === top, () => chosen !== null && s.colors[top] === quiet ? '#5d6873' : s.colors[top]);
    }
    if (s.numbered) numbers(frame, p, chosen);
    else if (s.number !== undefined && s.number !== null) numbers(frame, p, s.number);
    main.setAttribute('aria-label', `UMAP of ${n} cells, coloured by ${form.querySelector('input:checked').parentElement.textContent.trim()}, resolution ${p.resolution}`);
  }

  function drawLegend() {
    const s = scheme();
    legend.replaceChildren();
    if (s.readout) {
      const bar = document.createElement('div'), ends = document.createElement('div'), low = document.createElement('span'), high = document.createElement('span');
      bar.className = 'bar';
      bar.style.background = `linear-gradient(to right, ${s.readout.scale.join(',')})`;
      ends.className = 'ends';
      low.textContent = s.readout.low;
      high.textContent = s.readout.high;
      ends.append(low, high);
      legend.append(bar, ends);
      return;
    }
    for (const g of s.order) {
      const button = document.createElement('button'), chip = document.createElement('i');
      button.type = 'button';
      chip.style.background = s.colors[g];
      button.append(chip, s.names[g]);
      button.setAttribute('aria-pressed', String(chosen === g));
      button.addEventListener('click', () => {
        chosen = chosen === g ? null : g;
        [...legend.children].forEach((b, i) => b.setAttribute('aria-pressed', String(s.order[i] === chosen)));
        drawMain();
      });
      legend.append(button);
    }
  }

  // Lot by lot: all cells pale from one picture, the lot's own on top.
  function drawSmall() {
    const p = data.partitions[data.start], canvases = [...document.querySelectorAll('canvas[data-lot]')];
    let base = null;
    for (const canvas of canvases) {
      const lot = Number(canvas.dataset.lot), frame = fit(canvas, 200), size = Math.max(.8, Math.min(2.4, (canvas.clientWidth / 720) * 150 / Math.sqrt(n / canvases.length)));
      if (!base || base.width !== canvas.width || base.height !== canvas.height) {
        points(frame, size, () => true, () => '#e9ecef');
        base = document.createElement('canvas');
        base.width = canvas.width;
        base.height = canvas.height;
        base.getContext('2d').drawImage(canvas, 0, 0);
      } else {
        frame.context.save();
        frame.context.setTransform(1, 0, 0, 1, 0, 0);
        frame.context.drawImage(base, 0, 0);
        frame.context.restore();
      }
      if (p.focus < 0) {
        points(frame, size, i => lots[i] === lot, i => p.colors[p.labels[i]]);
      } else {
        points(frame, size, i => lots[i] === lot && p.labels[i] !== p.focus, () => '#8d97a1');
        points(frame, size * 1.25, i => lots[i] === lot && p.labels[i] === p.focus, () => vermillion);
      }
    }
  }

  form.addEventListener('submit', e => e.preventDefault());
  form.addEventListener('change', () => { chosen = null; drawLegend(); drawMain(); });
  let width = 0, waiting = 0;
  new ResizeObserver(() => {
    if (main.clientWidth === width) return;
    width = main.clientWidth;
    clearTimeout(waiting);
    waiting = setTimeout(() => { drawMain(); drawSmall(); }, 60);
  }).observe(main.parentElement);
  drawLegend();
  drawMain();
  drawSmall();
  width = main.clientWidth;
})();
