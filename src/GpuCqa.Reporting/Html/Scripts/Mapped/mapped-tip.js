// What the cell under the pointer is: where it comes from, its label, and whether the label stands.
async function tellCell(event) {
  const tip = element('map-tip'), cell = cellUnder(event);
  map.canvas.style.cursor = cell >= 0 ? 'pointer' : 'grab';
  tip.hidden = cell < 0;
  if (cell < 0) return;
  if (meta.names) names ??= new TextDecoder().decode(await column('map-names')).split('\n');
  else if (meta.total > meta.cells) rows ??= integers(await column('map-rows'));
  const s = map.scheme, row = rows ? rows[cell] : cell, train = isTrain(cell), lot = meta.lots[cells.lots[cell]], p = meta.partitions[map.partition];
  const labels = await clustersOf(map.partition), verdicts = await column('map-verdicts'), file = train ? 'reference_cells.csv.gz' : 'cells.csv.gz', at = count((train ? row : row - meta.train) + 1);
  const lines = [names ? names[cell] : say(`cell in row ${at} of ${file}`, `${file}の${at}行目の細胞`), say(`lot ${lot.name} (${meta.sets[lot.set].en})`, `ロット ${lot.name}(${meta.sets[lot.set].ja})`), clusterName(p, labels[cell])];
  if (!train) lines.push(meta.verdicts[verdicts[cell]][spoken()]);
  if (s.valueOf) lines.push(`${s.title}: ${s.valueOf(cell)}`);
  tip.replaceChildren(...lines.map(text => { const line = document.createElement('div'); line.textContent = text; return line; }));
  tip.dataset.cell = cell;
  const box = map.canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
  tip.style.left = Math.max(0, Math.min(x + 14, box.width - tip.offsetWidth - 4)) + 'px';
  tip.style.top = Math.max(0, y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 10 : y + 18) + 'px';
}
