// What must be there before the first paint, so that nothing moves or flashes after it, and from the first press on.

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

// <reader-time datetime offset> shows the reader's own time where it differs from the event's, which is offset minutes ahead of UTC; with a mode it stands in for its text.
// It draws into a shadow root, so that Blazor's content below it stays untouched. Only a day is put into words by Intl, which takes long to begin and would hold up the first paint.
customElements.define('reader-time', class extends HTMLElement {
  static observedAttributes = ['datetime', 'offset', 'mode'];
  connectedCallback() { this.draw(); }
  attributeChangedCallback() { if (this.isConnected) this.draw(); }
  draw() {
    const at = new Date(this.getAttribute('datetime') ?? '');
    if (isNaN(at)) return;
    const clock = [at.getHours(), at.getMinutes()].map(number => String(number).padStart(2, '0')).join(':');
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const mode = this.getAttribute('mode');
    if (mode) {
      root.textContent = mode === 'time' || at.toDateString() === new Date().toDateString() ? clock : `${this.day(at)}, ${clock}`;
      return;
    }
    const offset = Number(this.getAttribute('offset'));
    if (-at.getTimezoneOffset() === offset) {
      root.textContent = '';
      return;
    }
    const theirs = new Date(at.getTime() + offset * 60_000);
    const own = theirs.getUTCDate() === at.getDate() ? clock : `${this.day(at)}, ${clock}`;
    root.textContent = ` · ${(document.body.dataset.yourTime || '{0}').replace('{0}', own)}`;
  }
  day(at) {
    const language = document.documentElement.lang.replace(/^en$/, 'en-GB') || undefined;
    return new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short' }).format(at);
  }
});

// <reader-zone label> says which zone "your time" is, once the page is there.
customElements.define('reader-zone', class extends HTMLElement {
  connectedCallback() { (window.requestIdleCallback ?? setTimeout)(() => this.draw()); }
  draw() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.textContent = zone ? (this.getAttribute('label') ?? '{0}').replace('{0}', zone.replaceAll('_', ' ')) : '';
  }
});

// An island puts its own button or link in the place of the page's, perhaps while that one is being pressed: the browser makes no click of it, so the new one gets the press.
(() => {
  const pressable = 'a, button, summary';
  const same = (one, other) => one.textContent === other.textContent && ['form', 'href'].every(name => one.getAttribute(name) === other.getAttribute(name));
  let pressed = null;
  addEventListener('pointerdown', e => { pressed = e.button === 0 ? e.target.closest?.(pressable) : null; }, true);
  addEventListener('pointerup', e => {
    const gone = pressed?.isConnected === false ? pressed : null;
    pressed = null;
    const there = gone && document.elementFromPoint(e.clientX, e.clientY)?.closest(pressable);
    if (there && same(there, gone)) there.click();
  }, true);
})();
