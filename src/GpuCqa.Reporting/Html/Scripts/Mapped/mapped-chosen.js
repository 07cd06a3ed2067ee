// What was selected, in words.
function tellChosen() {
  const about = element('map-about'), chosen = map.chosen, s = map.scheme;
  about.textContent = '';
  if (!chosen) return;
  if (chosen.kind === 'lot') {
    const lot = meta.lots[chosen.index], size = cells.lots.reduce((n, l) => n + (l === chosen.index ? 1 : 0), 0), values = meta.readouts.map(r => `${r.name} ${r.values[chosen.index]}`).join(', ');
    about.textContent = say(`Lot ${lot.name} (${meta.sets[lot.set].en}): ${count(size)} cells on the map; ${values}. Press Escape to show all.`, `ロット${lot.name}(${meta.sets[lot.set].ja}): 地図上に${count(size)}細胞、${values}。Escapeキーで全体表示。`);
    return;
  }
  const item = s.items ? s.items.find(i => i.index === chosen.index) : null;
  if (!item) {
    if (!s.items) about.textContent = clusterName(meta.partitions[map.partition], chosen.index);
    return;
  }
  const percent = (100 * item.cells / Math.max(1, s.total)).toPrecision(3);
  about.textContent = say(`${item.label}: ${count(item.cells)} of the ${count(s.total)} mapped cells shown (${percent}%). Press Escape to show all.`, `${item.label}: 表示中の写像細胞${count(s.total)}のうち${count(item.cells)}(${percent}%)。Escapeキーで全体表示。`);
}
