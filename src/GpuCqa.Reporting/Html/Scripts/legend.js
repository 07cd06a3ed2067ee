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

