async function makeScheme(view, partition) {
  const p = meta.partitions[partition], [kind, index] = view.split('-'), k = Number(index);
  const labels = await clustersOf(partition), clusterName = c => say(`cluster ${c}`, `クラスター${c}`);
  if (kind === 'lot') {
    return { codes: cells.lots, entries: meta.lots.map(l => ({ color: l.color, height: 0.5 })), kind: 'lot', labels, items: meta.lotOrder.map(l => ({ index: l, name: meta.lots[l].name, color: meta.lots[l].color })) };
  }
  if (kind === 'readout') {
    const r = meta.readouts[k];
    return { codes: cells.lots, entries: r.colors.map(color => ({ color, height: 0.5 })), kind: 'level', labels, title: r.name, bar: { colors: meta.readoutScale, low: r.low, high: r.high, note: say('one value per lot', 'ロットごとに1つの値') }, valueOf: i => r.values[cells.lots[i]] };
  }
  if (kind === 'quality') {
    const q = meta.quality[k];
    return { ...levelScheme(await column('map-quality-' + k), q.low, q.high, q.log, q[spoken()], false), labels };
  }
  if (kind === 'gene') {
    const g = meta.genes[k];
    return { ...levelScheme(await column('map-gene-' + k), g.low, g.high, false, g.name, meta.counts), labels };
  }
  if (kind === 'place') {
    const codes = words(await column('map-place-' + k));
    return { codes, entries: meta.placeColors.map((color, code) => ({ color, height: code > 255 ? 0.9 : code === 0 ? 0.06 : 0.4 })), kind: 'level', labels, title: say(`neighbourhood and ${meta.readouts[k].name}`, `近傍と${meta.readouts[k].name}`),
      bar: { colors: meta.rhoScale, low: '−1', high: '1', note: say('Spearman rho over lots of what lies around each cell; full colour and on top: what passes at the family-wise level', '各細胞の周囲の量のロット間スピアマンρ。濃い色(前面): ファミリーワイズ水準に届くもの') }, valueOf: i => codes[i] % 256 === 0 ? '–' : ((codes[i] % 256 - 128) / 127).toFixed(2).replace('-', '−') };
  }
  if (kind === 'rho') {
    const r = meta.readouts[k], rho = c => c.rho[k];
    const items = p.clusters.map((c, i) => ({ index: i, name: rho(c) ? `${clusterName(i)}: ρ ${rho(c).rho.toFixed(2).replace('-', '−')}${rho(c).reaches ? ' *' : ''}` : `${clusterName(i)}: –`, color: rho(c) ? rho(c).color : meta.quiet }));
    items.sort((a, b) => (rho(p.clusters[b.index])?.rho ?? -2) - (rho(p.clusters[a.index])?.rho ?? -2));
    return { codes: labels, entries: p.clusters.map(c => ({ color: rho(c) ? rho(c).color : meta.quiet, height: rho(c) ? 0.2 + 0.7 * Math.abs(rho(c).rho) : 0.1 })), kind: 'cluster', labels, numbered: true, items,
      bar: { colors: meta.rhoScale, low: '−1', high: '1', note: say(`Spearman rho of each cluster's share with ${r.name}; * reaches the family-wise level`, `各クラスターの割合と${r.name}のスピアマンのρ。*はファミリーワイズ水準に届くもの`) } };
  }
  if (kind === 'focus' && p.focus >= 0) {
    const codes = new Uint8Array(cells.n);
    for (let i = 0; i < codes.length; i++) codes[i] = labels[i] === p.focus ? 1 : 0;
    return { codes, entries: [{ color: meta.quiet, height: 0.2 }, { color: meta.focusColor, height: 0.9 }], kind: 'focus', labels, only: p.focus, items: [{ index: p.focus, name: clusterName(p.focus), color: meta.focusColor }], rest: say('other cells', 'その他の細胞') };
  }
  return { codes: labels, entries: p.clusters.map(c => ({ color: c.color, height: 0.5 })), kind: 'cluster', labels, numbered: true, items: p.clusters.map((c, i) => ({ index: i, name: clusterName(i), color: c.color })) };
}
