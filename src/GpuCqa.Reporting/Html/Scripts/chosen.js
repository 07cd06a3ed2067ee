function tellChosen() {
  const about = element('map-about'), chosen = map.chosen;
  if (!chosen) {
    about.textContent = '';
    return;
  }
  if (chosen.kind === 'lot') {
    const size = cells.lots.reduce((n, l) => n + (l === chosen.index ? 1 : 0), 0), values = meta.readouts.map(r => `${r.name} ${r.values[chosen.index]}`).join(', ');
    about.textContent = say(`Lot ${meta.lots[chosen.index].name}: ${count(size)} cells on the map; ${values}. Press Escape to show all.`, `ロット${meta.lots[chosen.index].name}: 地図上に${count(size)}細胞、${values}。Escapeキーで全体表示。`);
    return;
  }
  const p = meta.partitions[map.partition], c = p.clusters[chosen.index], percent = (100 * c.cells / meta.total).toPrecision(3);
  const tests = meta.readouts.map((r, i) => c.rho[i] ? `${r.name}: ρ ${c.rho[i].rho.toFixed(2).replace('-', '−')}, ${say('family-wise p', 'ファミリーワイズp値')} ${c.rho[i].p}` : `${r.name}: –`).join('; ');
  about.textContent = say(`Cluster ${chosen.index} (resolution ${p.resolution}): ${count(c.cells)} cells, ${percent}% of all. ${tests}. Press Escape to show all.`, `クラスター${chosen.index}(解像度${p.resolution}): ${count(c.cells)}細胞(全体の${percent}%)。${tests}。Escapeキーで全体表示。`);
}
