// The legend: entries that select a cluster or a lot, or a colour bar with its ends; below the map, what was selected in words.
function drawLegend() {
  const s = map.scheme, legend = element('map-legend');
  legend.replaceChildren();
  const add = (tag, parent, text, className) => {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (className) node.className = className;
    parent.append(node);
    return node;
  };
  if (s.title) add('p', legend, s.title, 'legend-title');
  if (s.bar) {
    add('div', legend, '', 'bar').style.background = `linear-gradient(to right, ${s.bar.colors.join(',')})`;
    const ends = add('div', legend, '', 'ends');
    add('span', ends, String(s.bar.low));
    add('span', ends, String(s.bar.high));
    if (s.bar.zero) {
      const zero = add('p', legend, '', 'key');
      add('i', zero).style.background = meta.quiet;
      zero.append(say('not detected', '検出なし'));
    }
    if (s.bar.note) add('p', legend, s.bar.note, 'note');
  }
  for (const item of s.items ?? []) {
    const button = add('button', legend);
    button.type = 'button';
    button.dataset.index = item.index;
    add('i', button).style.background = item.color;
    button.append(item.name);
    button.addEventListener('click', () => choose(s.kind === 'lot' ? 'lot' : 'cluster', item.index));
  }
  if (s.rest) {
    const rest = add('p', legend, '', 'key');
    add('i', rest).style.background = meta.quiet;
    rest.append(s.rest);
  }
  markLegend();
}

function markLegend() {
  const kind = map.scheme.kind === 'lot' ? 'lot' : 'cluster';
  for (const button of element('map-legend').querySelectorAll('button')) button.setAttribute('aria-pressed', String(map.chosen !== null && map.chosen.kind === kind && map.chosen.index === Number(button.dataset.index)));
}

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
