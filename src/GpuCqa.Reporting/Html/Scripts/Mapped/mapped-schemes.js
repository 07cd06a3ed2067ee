// The views of a mapping: codes for the mapped cells that are asked for, and below them, quiet, the reference's and the others.
const claimName = c => say(`cluster ${c.cluster} (${c.id})`, `クラスター${c.cluster}(${c.id})`);
const clusterName = (p, k) => k === p.clusters.length - 1 ? say('no label: refused', 'ラベルなし') : say(`cluster ${k}`, `クラスター${k}`);
const isTrain = cell => meta.lots[cells.lots[cell]].set === 0;

// Whether a mapped cell is among those to look at: all, a set, or a lot.
function among() {
  const [kind, index] = document.querySelector('.controls').elements.among.value.split('-'), k = Number(index);
  if (kind === 'set') return i => meta.lots[cells.lots[i]].set === k;
  if (kind === 'lot') return i => cells.lots[i] === k;
  return () => true;
}

async function makeScheme(view, partition) {
  const form = document.querySelector('.controls'), base = form.elements.reference.value, inside = among(), [kind, index] = view.split('-'), k = Number(index), p = meta.partitions[partition];
  const labels = await clustersOf(partition), verdicts = await column('map-verdicts');
  if (map.scheme && map.scheme.view !== view) map.chosen = null;
  const part = { view, partition, kind: 'cluster', labels };
  if (kind === 'verdict') Object.assign(part, { labels: verdicts, own: i => verdicts[i], groups: meta.verdicts.map(v => ({ name: v[spoken()], color: v.color })), tops: [0, 0.4, 0.6, 0.8] });
  else if (kind === 'claim') {
    const c = meta.claims[k], own = await clustersOf(c.partition), refused = meta.partitions[c.partition].clusters.length - 1, groups = new Uint8Array(cells.n);
    for (let i = 0; i < cells.n; i++) groups[i] = own[i] === c.cluster ? 1 : own[i] === refused ? 2 : 0;
    Object.assign(part, { labels: groups, own: i => groups[i], groups: [{ name: say('other clusters', 'その他のクラスター'), color: '#7d8790' }, { name: claimName(c), color: meta.focusColor }, { name: say('no label: refused', 'ラベルなし'), color: meta.verdicts[3].color }], tops: [0.4, 0.85, 0.6] });
  } else if (kind === 'set') {
    const sets = new Uint8Array(cells.n);
    for (let i = 0; i < cells.n; i++) sets[i] = meta.lots[cells.lots[i]].set;
    Object.assign(part, { labels: sets, own: i => sets[i], groups: meta.sets.map(s => ({ name: s[spoken()], color: s.color })) });
  } else if (kind === 'lot') Object.assign(part, { kind: 'lot', own: i => cells.lots[i], groups: meta.lots.map(l => ({ name: l.name, color: l.color })), order: meta.lotOrder });
  else if (kind === 'readout') {
    const r = meta.readouts[k];
    Object.assign(part, { kind: 'level', own: i => cells.lots[i], groups: r.colors.map(color => ({ name: '', color })), title: r.name, bar: { colors: meta.readoutScale, low: r.low, high: r.high, note: say('one value per lot', 'ロットごとに1つの値') }, valueOf: i => r.values[cells.lots[i]] });
  } else if (kind === 'quality') {
    const q = meta.quality[k], levels = await column('map-quality-' + k), scheme = levelScheme(levels, q.low, q.high, q.log, q[spoken()], false);
    Object.assign(part, { kind: 'level', own: i => levels[i], groups: scheme.entries.map(e => ({ name: '', color: e.color })), title: scheme.title, bar: scheme.bar, valueOf: i => isTrain(i) ? '–' : scheme.valueOf(i), tops: scheme.entries.map(e => 0.35 + 0.5 * e.height) });
  } else {
    // Refused cells lie anywhere: they have no number.
    if (!map.centres.has(partition)) map.centres.set(partition, centresOf(labels, p.clusters.length).slice(0, -1));
    Object.assign(part, { own: i => labels[i], groups: p.clusters.map((c, j) => ({ name: clusterName(p, j), color: c.color })), numbered: true });
  }
  return layered(part, p, labels, base, inside);
}

// Codes: the groups of the mapped cells first, then mapped cells that were not asked for, then the reference's: grey, hidden, or in the colours of its clusters.
function layered(part, p, labels, base, inside) {
  const n = part.groups.length, others = n, quiet = n + 1, codes = new Uint16Array(cells.n), seen = new Uint32Array(n);
  for (let i = 0; i < cells.n; i++) {
    if (isTrain(i)) codes[i] = base === 'clusters' ? quiet + 1 + labels[i] : quiet;
    else if (!inside(i)) codes[i] = others;
    else { codes[i] = part.own(i); seen[part.own(i)]++; }
  }
  const entries = [...part.groups.map((g, j) => ({ color: g.color, height: part.tops ? part.tops[j] : 0.6 })), { color: '#aab2bb', height: 0.1 }, { color: base === 'none' ? '#ffffff' : meta.quiet, height: 0.05 },
    ...p.clusters.map(c => ({ color: paler(c.color), height: 0.05 }))];
  const order = part.order ?? part.groups.map((_, j) => j);
  const items = part.kind === 'level' ? undefined : order.filter(j => part.groups[j].name && seen[j] > 0).map(j => ({ index: j, name: `${part.groups[j].name} · ${count(seen[j])}`, label: part.groups[j].name, color: part.groups[j].color, cells: seen[j] }));
  const all = document.querySelector('.controls').elements.among.value === 'all';
  const rest = base === 'clusters' ? say('paler, in cluster colours: cells of the reference', '淡いクラスター色: 参照の細胞')
    : all ? base === 'none' ? undefined : say('cells of the reference', '参照の細胞') : base === 'none' ? say('cells of other lots', '他のロットの細胞') : say('cells of the reference and of other lots', '参照と他のロットの細胞');
  return { ...part, codes, entries, items, rest, total: seen.reduce((a, b) => a + b, 0) };
}

// The reference's cells in their clusters' colours stay behind the mapped ones.
function paler(color) {
  const mixed = channels(color).map(v => Math.round(v + (255 - v) * 0.55));
  return '#' + mixed.map(v => v.toString(16).padStart(2, '0')).join('');
}
