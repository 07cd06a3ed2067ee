// pictures.mjs RESULT OPEN FOLDER: the pictures of docs/first-cohort.md, from the reports of a result folder with a finding and of one without
// (to keep them small: pngquant --force --ext .png 64 FOLDER/*.png).
import { launch, openReport } from './browser.mjs';
import { join } from 'node:path';

const [found, open, folder] = process.argv.slice(2), browser = await launch(), margin = 16;
// Name, width of the window, and the first and the last part of the page that is on it.
const pictures = [
  [found, 'finding', 1320, '#finding .say', '#finding .rests'],
  [found, 'candidates', 1240, '#candidates h2', '#candidates figure:nth-of-type(3)'],
  [found, 'composition', 1240, '#composition h2', '#composition .legend'],
  [found, 'markers', 860, '#markers h2', '#markers figure'],
  [open, 'nothing', 1320, '#finding .say', '#finding .rests'],
];
for (const [result, name, width, ...parts] of pictures) {
  const { page, context } = await openReport(browser, join(result, 'report.html'), { width, height: 900 });
  const boxes = await page.evaluate(selectors => selectors.map(s => { const box = document.querySelector(s).getBoundingClientRect(); return [box.top + scrollY, box.bottom + scrollY, box.left, box.right]; }), parts);
  const top = Math.min(...boxes.map(b => b[0])) - margin, bottom = Math.max(...boxes.map(b => b[1])) + margin, left = Math.min(...boxes.map(b => b[2])) - margin;
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, clip: { x: left, y: top, width: width - 2 * left, height: bottom - top } });
  await context.close();
}
await browser.close();
