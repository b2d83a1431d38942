// Applies the chosen theme before the first paint. A constructed sheet survives enhanced navigation, which rewrites attributes.
(() => {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const apply = choice => sheet.replaceSync(choice === 'light' || choice === 'dark' ? `:root{color-scheme:${choice}}` : '');
  const read = () => { try { return localStorage.getItem('theme') ?? 'auto'; } catch { return 'auto'; } };
  apply(read());
  window.movTheme = {
    read,
    choose(choice) {
      try { localStorage.setItem('theme', choice); } catch { /* private mode: for this page only */ }
      apply(choice);
    }
  };
  addEventListener('storage', e => { if (e.key === 'theme') apply(read()); });
})();
