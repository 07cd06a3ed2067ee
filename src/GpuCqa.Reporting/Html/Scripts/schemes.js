// A view gives every cell a code, and every code a colour and a height: what is higher is drawn on top.
const CODES = 4096, OTHERS = CODES - 1;

function channels(color) {
  const v = parseInt(color.slice(1), 16);
  return [v >> 16, (v >> 8) & 255, v & 255];
}

function makePalette(entries) {
  const palette = new Uint8Array(CODES * 4);
  const put = (code, color, height) => palette.set([...channels(color), Math.max(1, Math.round(height * 255))], 4 * code);
  entries.forEach((e, code) => put(code, e.color, e.height));
  put(OTHERS, meta.quiet, 0.04);
  return palette;
}

const round3 = v => Number(v.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 });

// Levels 0 to 255 on the dark-is-high scale; for counts level 0 of a gene is "not detected" and grey.
function levelScheme(codes, low, high, logarithmic, title, greyZero) {
  const value = level => logarithmic ? Math.pow(10, Math.log10(1 + low) + level / 255 * (Math.log10(1 + high) - Math.log10(1 + low))) - 1 : low + level / 255 * (high - low);
  const entries = meta.scale.map((color, level) => ({ color: greyZero && level === 0 ? meta.quiet : color, height: 0.1 + 0.85 * level / 255 }));
  return { codes, entries, kind: 'level', title, bar: { colors: [0, 51, 102, 153, 204, 255].map(i => meta.scale[i]), low: round3(low), high: round3(high), note: logarithmic ? say('logarithmic', '対数目盛') : '', zero: greyZero }, valueOf: i => round3(value(codes[i])), zeroAt: i => greyZero && codes[i] === 0 };
}

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
