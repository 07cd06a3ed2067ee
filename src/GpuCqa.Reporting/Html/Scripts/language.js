// Both languages are in the page; the root's lang says which one is shown.
const spoken = () => document.documentElement.lang;
const say = (en, ja) => spoken() === 'ja' ? ja : en;
const onLanguage = [];

function speak(language) {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll('[data-en]')) node.textContent = node.getAttribute('data-' + language);
  for (const name of ['title', 'aria-label', 'label']) {
    for (const node of document.querySelectorAll(`[data-${name}-en]`)) node.setAttribute(name, node.getAttribute(`data-${name}-${language}`));
  }
  for (const button of document.querySelectorAll('[data-language]')) button.setAttribute('aria-pressed', String(button.dataset.language === language));
  onLanguage.forEach(f => f());
}

for (const button of document.querySelectorAll('[data-language]')) button.addEventListener('click', () => speak(button.dataset.language));
const count = n => Number(n).toLocaleString('en-US');
