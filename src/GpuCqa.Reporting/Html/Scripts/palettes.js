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

