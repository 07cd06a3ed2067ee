for (const button of document.querySelectorAll('button.copy')) {
  const state = name => [...button.children].forEach(c => { c.hidden = !c.classList.contains(name); });
  button.addEventListener('click', async () => {
    const source = element(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.innerText.trim());
      state('done');
    } catch {
      getSelection().selectAllChildren(source);
      state('by-hand');
    }
  });
}

// Only what is open is printed.
addEventListener('beforeprint', () => document.querySelectorAll('details:not(.meanings)').forEach(d => { d.open = true; }));
