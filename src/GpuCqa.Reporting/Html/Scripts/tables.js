// A header sorts its column: numbers by their full value, missing values last, ties in the order they had.
for (const table of document.querySelectorAll('table.sortable')) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, place) => head.querySelector('button').addEventListener('click', () => {
    const down = head.getAttribute('aria-sort') === 'ascending';
    heads.forEach(h => h.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const key = row => {
      const cell = row.cells[place];
      return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
    };
    const missing = v => v === '' || Number.isNaN(v);
    const rows = [...table.tBodies[0].rows].map((row, i) => ({ row, i, v: key(row) }));
    rows.sort((a, b) => {
      if (missing(a.v) || missing(b.v)) return missing(a.v) - missing(b.v) || a.i - b.i;
      const order = typeof a.v === 'number' ? a.v - b.v : a.v.localeCompare(b.v, undefined, { numeric: true });
      return (down ? -order : order) || a.i - b.i;
    });
    table.tBodies[0].append(...rows.map(r => r.row));
  }));
}

// A field keeps the rows that hold its text in any cell; a box keeps the marked ones.
for (const filter of document.querySelectorAll('.filter')) {
  const rows = [...filter.parentElement.querySelectorAll('tbody tr')], field = filter.querySelector('input[type=search]'), box = filter.querySelector('input[type=checkbox]'), told = filter.querySelector('.count');
  const apply = () => {
    const wanted = field.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = (wanted !== '' && ![...row.cells].some(c => c.textContent.toLowerCase().includes(wanted))) || (box !== null && box.checked && !row.classList.contains('marked'));
      if (!row.hidden) shown++;
    }
    told.textContent = shown === rows.length ? '' : say(`${shown} of ${rows.length} rows`, `${rows.length}行中${shown}行`);
  };
  field.addEventListener('input', apply);
  if (box) box.addEventListener('change', apply);
  onLanguage.push(apply);
}
