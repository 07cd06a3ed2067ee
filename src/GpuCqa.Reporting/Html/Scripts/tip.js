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

