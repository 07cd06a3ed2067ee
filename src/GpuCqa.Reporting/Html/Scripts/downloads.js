// Tables leave the page as they lie in the result folder, byte for byte.
function saveBlob(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

for (const button of document.querySelectorAll('button.save')) {
  button.addEventListener('click', async () => {
    const bytes = fromBase64(element(button.dataset.source).textContent), packed = button.dataset.packed === 'gzip';
    saveBlob(new Blob([packed ? bytes : await unpack(bytes, 'deflate-raw')], { type: packed ? 'application/gzip' : 'text/csv' }), button.dataset.name);
  });
}

// Where the table of all cells is too large for the page: the cells as the map has them, places in 65,536 steps.
for (const button of document.querySelectorAll('button.save-map')) {
  button.addEventListener('click', async () => {
    const labels = await Promise.all(meta.partitions.map((_, i) => clustersOf(i))), at = meta.total > meta.cells ? integers(await column('map-rows')) : null;
    const quote = text => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text, lots = meta.lots.map(l => quote(l.name));
    const parts = ['row,lot,' + meta.partitions.map(p => 'cluster_' + String(p.resolution).replace('.', '_')).join(',') + ',map_x,map_y\n'];
    let text = '';
    for (let i = 0; i < cells.n; i++) {
      text += `${(at ? at[i] : i) + 1},${lots[cells.lots[i]]},${labels.map(l => l[i]).join(',')},${(cells.x[i] / 65535).toFixed(5)},${(cells.y[i] / 65535).toFixed(5)}\n`;
      if (text.length > 1 << 20) { parts.push(text); text = ''; }
    }
    parts.push(text);
    saveBlob(new Blob(parts, { type: 'text/csv' }), 'cells_on_map.csv');
  });
}
