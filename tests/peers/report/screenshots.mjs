// screenshots.mjs REPORT FOLDER: pictures of a report at both widths and in both languages, to be looked at; and readme.png, the top of it.
import { launch, openReport } from './browser.mjs';
import { join } from 'node:path';

const [file, folder] = process.argv.slice(2), browser = await launch();
for (const width of [1440, 390]) {
  for (const language of ['en', 'ja']) {
    const { page, context, errors } = await openReport(browser, file, { width, height: 900 });
    await page.click(`[data-language=${language}]`);
    await page.evaluate(() => document.querySelector('.small-maps')?.scrollIntoView());
    await page.waitForTimeout(600);
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(folder, `${width}-${language}-first.png`) });
    for (const section of await page.$$('main section')) await section.screenshot({ path: join(folder, `${width}-${language}-${await section.getAttribute('id')}.png`) });
    if (errors.length) console.log(errors);
    await context.close();
  }
}
const { page } = await openReport(browser, file, { width: 1400, height: 1830 });
await page.waitForTimeout(600);
await page.screenshot({ path: join(folder, 'readme.png') });
await browser.close();
