// Runs in the page: every visible text with its size and its contrast against what lies behind it (WCAG 2.2: 4.5, large text 3).
export function readableProblems() {
  const parse = color => { const m = color.match(/[\d.]+/g).map(Number); return { rgb: m.slice(0, 3), alpha: m.length > 3 ? m[3] : 1 }; };
  const channel = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); };
  const light = rgb => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const behind = node => {
    for (let e = node; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.alpha > 0.99) return c.rgb;
    }
    return [255, 255, 255];
  };
  // A text in a picture lies on the mark that was drawn last under its middle, if any.
  const behindInPicture = text => {
    const box = text.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2;
    let found = behind(text.closest('svg').parentElement);
    for (const mark of text.closest('svg').children) {
      if (mark === text) break;
      if (mark.tagName !== 'rect') continue;
      const b = mark.getBoundingClientRect();
      if (x >= b.left && x <= b.right && y >= b.top && y <= b.bottom) found = parse(getComputedStyle(mark).fill).rgb;
    }
    return found;
  };
  const problems = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim(), e = walk.currentNode.parentElement;
    if (!text || e.closest('script, style, noscript, option, title, .unseen, .skip, [hidden]') || e.getClientRects().length === 0) continue;
    const style = getComputedStyle(e), inPicture = e.closest('svg text'), size = parseFloat(style.fontSize) * (inPicture ? e.closest('svg').getBoundingClientRect().width / e.closest('svg').viewBox.baseVal.width : 1);
    if (size < 11.99) problems.push(`${size.toFixed(1)} px: ${text.slice(0, 60)}`);
    const color = parse(inPicture ? style.fill : style.color).rgb, ratio = contrast(color, inPicture ? behindInPicture(inPicture) : behind(e));
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600);
    if (ratio < (large ? 3 : 4.5)) problems.push(`contrast ${ratio.toFixed(2)}: ${text.slice(0, 60)}`);
  }
  return problems.slice(0, 12);
}
