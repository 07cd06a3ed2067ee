// Opens a report in Debian's Chromium (or the one named by CHROMIUM), watches for errors and for anything that leaves the file.
import { chromium } from 'playwright-core';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

const flags = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--font-render-hinting=none'];

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: flags });

// Returns the page, and lists of what a report must never do.
export async function openReport(browser, file, { width = 1440, height = 900, fragment = '', ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, ...options });
  const page = await context.newPage(), errors = [], requests = [];
  const url = pathToFileURL(resolve(file)).href;
  // The checks read the canvas back, which Chromium remarks on; the page itself does not.
  page.on('console', m => { if (['error', 'warning'].includes(m.type()) && !m.text().includes('willReadFrequently')) errors.push(`${m.type()}: ${m.text()}`); });
  page.on('pageerror', e => errors.push(e.stack ?? e.message));
  page.on('request', r => { if (r.url().split('#')[0] !== url && !r.url().startsWith('blob:') && !r.url().startsWith('data:')) requests.push(r.url()); });
  await page.goto(url + fragment);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'yes', null, { timeout: 60000 });
  return { page, context, errors, requests };
}
