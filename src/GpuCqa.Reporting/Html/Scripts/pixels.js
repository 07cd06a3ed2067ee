// The same picture without WebGL: cells are written straight into pixels, a height per pixel decides what is on top.
function openPixels(canvas) {
  let context = null, image = null, heights = null, colors = null, codes = null, xy = null;
  return {
    setPlaces(order) {
      xy = new Uint16Array(2 * order.length);
      for (let i = 0; i < order.length; i++) { xy[2 * i] = cells.x[order[i]]; xy[2 * i + 1] = cells.y[order[i]]; }
    },
    setColors(ordered, palette) {
      codes = ordered;
      colors = palette;
    },
    draw(frame, size, amount) {
      if (!image || image.width !== frame.width || image.height !== frame.height) {
        canvas.width = frame.width;
        canvas.height = frame.height;
        context = canvas.getContext('2d');
        image = context.createImageData(frame.width, frame.height);
        heights = new Uint8Array(frame.width * frame.height);
      }
      const out = new Uint32Array(image.data.buffer), k = frame.scale / 65535, dot = Math.max(1, Math.round(size)), half = dot >> 1, w = frame.width, h = frame.height;
      const rgba = new Uint32Array(CODES);
      for (let c = 0; c < CODES; c++) rgba[c] = 0xff000000 | (colors[4 * c + 2] << 16) | (colors[4 * c + 1] << 8) | colors[4 * c];
      out.fill(0xffffffff);
      heights.fill(0);
      for (let i = 0; i < amount; i++) {
        const px = Math.floor(frame.left + xy[2 * i] * k) - half, py = Math.floor(frame.top + xy[2 * i + 1] * k) - half, code = codes[i], height = colors[4 * code + 3];
        if (px < 0 || py < 0 || px + dot > w || py + dot > h) continue;
        for (let dy = 0; dy < dot; dy++) {
          for (let dx = 0, at = (py + dy) * w + px; dx < dot; dx++, at++) {
            if (height >= heights[at]) { heights[at] = height; out[at] = rgba[code]; }
          }
        }
      }
      context.putImageData(image, 0, 0);
    },
  };
}
