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

// <reader-time datetime zone> shows the reader's own time where it differs from the event's; with mode="only" it stands in for its text.
// It draws into a shadow root, so that Blazor's content below it stays untouched.
customElements.define('reader-time', class extends HTMLElement {
  static observedAttributes = ['datetime', 'zone', 'mode'];
  connectedCallback() { this.draw(); }
  attributeChangedCallback() { if (this.isConnected) this.draw(); }
  draw() {
    const at = new Date(this.getAttribute('datetime') ?? '');
    if (isNaN(at)) return;
    const language = document.documentElement.lang.replace(/^en$/, 'en-GB') || undefined;
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
    const day = { weekday: 'short', day: 'numeric', month: 'short' };
    const say = (options, zone) => new Intl.DateTimeFormat(language, { ...options, timeZone: zone }).format(at);
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const mode = this.getAttribute('mode');
    if (mode) {
      const today = say(day) === new Intl.DateTimeFormat(language, day).format(new Date());
      root.textContent = mode === 'time' || today ? say(clock) : `${say(day)}, ${say(clock)}`;
      return;
    }
    let zone = this.getAttribute('zone') || 'UTC';
    let event;
    try { event = [say(day, zone), say(clock, zone)]; } catch { zone = 'UTC'; event = [say(day, zone), say(clock, zone)]; }
    const [theirDay, theirClock] = event;
    const [ownDay, ownClock] = [say(day), say(clock)];
    const said = document.body.dataset.yourTime || '{0}';
    root.textContent = theirDay === ownDay && theirClock === ownClock ? ''
      : theirDay === ownDay ? ` · ${said.replace('{0}', ownClock)}` : ` · ${said.replace('{0}', `${ownDay}, ${ownClock}`)}`;
  }
});

// <reader-zone label> says which zone "your time" is.
customElements.define('reader-zone', class extends HTMLElement {
  connectedCallback() {
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
