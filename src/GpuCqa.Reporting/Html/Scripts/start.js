speak(spoken());

async function start() {
  await openCells();
  const labels = await clustersOf(meta.start), form = document.querySelector('.controls');
  map.order = drawingOrder(labels, meta.partitions[meta.start].clusters.length);
  map.amount = cells.n;
  home();
  const engine = /[?&#]canvas\b/.test(location.href) ? null : openWebgl(map.canvas);
  useEngine(engine ?? openPixels(map.canvas), engine === null);
  map.canvas.addEventListener('webglcontextlost', e => e.preventDefault());
  map.canvas.addEventListener('webglcontextrestored', () => { useEngine(openWebgl(map.canvas), false); redraw(); });
  const shown = () => show(form.elements.view.value, Number(form.elements.resolution.value));
  form.addEventListener('submit', e => e.preventDefault());
  form.addEventListener('change', shown);
  onLanguage.push(shown);
  listen();
  await shown();
  let width = map.canvas.parentElement.clientWidth, waiting = 0, lotsDrawn = false;
  new ResizeObserver(() => {
    if (map.canvas.parentElement.clientWidth === width) return;
    width = map.canvas.parentElement.clientWidth;
    clearTimeout(waiting);
    waiting = setTimeout(() => { redraw(); if (lotsDrawn) drawLots(); }, 60);
  }).observe(map.canvas.parentElement);
  const drawLotsOnce = () => { if (!lotsDrawn) { lotsDrawn = true; drawLots(); } };
  const small = document.querySelector('.small-maps');
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(e => e.isIntersecting)) return;
    observer.disconnect();
    drawLotsOnce();
  }, { rootMargin: '600px' }).observe(small);
  addEventListener('beforeprint', () => { drawLotsOnce(); printMap(); });
  document.documentElement.dataset.ready = 'yes';
}

if (meta) start();
else document.documentElement.dataset.ready = 'yes';
