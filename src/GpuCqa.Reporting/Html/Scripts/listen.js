function listen() {
  const canvas = map.canvas;
  canvas.style.touchAction = 'pan-y';
  canvas.addEventListener('pointerdown', e => {
    if (e.pointerType === 'mouse' && e.button !== 0) return;
    pointers.set(e.pointerId, { x: e.clientX, y: e.clientY });
    dragged = 0;
    if (e.pointerType === 'mouse') canvas.setPointerCapture(e.pointerId);
  });
  canvas.addEventListener('pointermove', e => {
    const last = pointers.get(e.pointerId);
    if (!last) {
      tellCell(e);
      return;
    }
    const dx = e.clientX - last.x, dy = e.clientY - last.y;
    if (pointers.size === 2) {
      const other = [...pointers.entries()].find(([id]) => id !== e.pointerId)[1], box = canvas.getBoundingClientRect();
      const before = Math.hypot(last.x - other.x, last.y - other.y), after = Math.hypot(e.clientX - other.x, e.clientY - other.y);
      zoomAt((e.clientX + other.x) / 2 - box.left, (e.clientY + other.y) / 2 - box.top, after / Math.max(before, 1));
    } else if (e.pointerType === 'mouse' || map.zoom > 1) {
      element('map-tip').hidden = true;
      move(dx, dy);
    }
    dragged += Math.abs(dx) + Math.abs(dy);
    pointers.set(e.pointerId, { x: e.clientX, y: e.clientY });
  });
  const up = e => {
    const was = pointers.delete(e.pointerId);
    if (!was || e.type !== 'pointerup' || dragged > 5) return;
    const cell = cellUnder(e);
    if (cell < 0) choose(null);
    else if (map.scheme.kind === 'lot') choose('lot', cells.lots[cell]);
    else choose('cluster', map.scheme.labels[cell]);
    if (e.pointerType !== 'mouse') tellCell(e);
  };
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  canvas.addEventListener('pointerleave', () => { element('map-tip').hidden = true; });
  // The page keeps its wheel until the map was clicked or Ctrl is held.
  canvas.addEventListener('wheel', e => {
    if (document.activeElement !== canvas && !e.ctrlKey) return;
    e.preventDefault();
    const box = canvas.getBoundingClientRect();
    zoomAt(e.clientX - box.left, e.clientY - box.top, Math.pow(1.0016, -e.deltaY));
  }, { passive: false });
  canvas.addEventListener('keydown', e => {
    const step = 60, keys = { ArrowLeft: () => move(step, 0), ArrowRight: () => move(-step, 0), ArrowUp: () => move(0, step), ArrowDown: () => move(0, -step), '+': () => zoomMiddle(1.5), '=': () => zoomMiddle(1.5), '-': () => zoomMiddle(1 / 1.5), 0: showAll };
    if (!keys[e.key]) return;
    e.preventDefault();
    keys[e.key]();
  });
  document.querySelector('#map').addEventListener('keydown', e => { if (e.key === 'Escape') choose(null); });
  const buttons = { in: () => zoomMiddle(1.6), out: () => zoomMiddle(1 / 1.6), home: showAll, save: () => pictureOfMap().toBlob(blob => saveBlob(blob, 'map.png')) };
  for (const button of document.querySelectorAll('[data-map]')) button.addEventListener('click', buttons[button.dataset.map]);
}
