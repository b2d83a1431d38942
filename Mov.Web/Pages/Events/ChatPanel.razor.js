// The room's comforts: it keeps its place while messages come and go, asks for older ones on the way up, and remembers what was written and not sent.
export function start(room, panel, key) {
  const scroller = room.querySelector('.scroller');
  const store = `mov:room:${key}`;
  const tell = (...call) => panel.invokeMethodAsync(...call).catch(() => { /* the circuit is away; what matters is kept here */ });
  const field = () => room.querySelector('#message');

  // What was written, by person and event; it survives the circuit and the page.
  const read = () => { try { return JSON.parse(localStorage.getItem(store)) ?? {}; } catch { return {}; } };
  const write = change => {
    const kept = { ...read(), ...change };
    try {
      if (kept.text || kept.unsent?.length) localStorage.setItem(store, JSON.stringify(kept));
      else localStorage.removeItem(store);
    } catch { /* private mode or full: then only this page has it */ }
  };

  // The place in the scroller: at the end it stays there, anywhere else the message on top stays where it is.
  let anchor = null, atEnd = true, sticks = true, told = null, asked = false;
  const look = () => {
    const { top, bottom } = scroller.getBoundingClientRect();
    atEnd = scroller.scrollTop > -48;
    sticks = atEnd && !room.querySelector('[data-newer]');
    const first = [...scroller.querySelectorAll('.msg')].find(m => m.getBoundingClientRect().bottom > top + 8);
    anchor = first ? { id: first.id, from: first.getBoundingClientRect().top - top } : null;
    const sees = sticks && document.visibilityState === 'visible' && bottom > 0 && bottom < innerHeight + 24;
    if (sees !== told) { told = sees; tell('AtEndAsync', sees); }
  };
  const keep = () => {
    if (sticks) { scroller.scrollTop = 0; return; }
    const there = anchor && document.getElementById(anchor.id);
    if (there) scroller.scrollTop += there.getBoundingClientRect().top - scroller.getBoundingClientRect().top - anchor.from;
  };
  const ask = () => {
    if (asked) return;
    const above = scroller.scrollHeight - scroller.clientHeight + scroller.scrollTop;
    const link = above < 160 ? room.querySelector('[data-older]') : scroller.scrollTop > -160 ? room.querySelector('[data-newer]') : null;
    if (!link) return;
    asked = true;
    setTimeout(() => { asked = false; }, 600);
    link.click();
  };
  const onScroll = () => { look(); ask(); };
  scroller.addEventListener('scroll', onScroll, { passive: true });
  document.addEventListener('visibilitychange', look);
  // The page may have to be scrolled to the room first.
  const passing = new IntersectionObserver(look, { threshold: Array.from({ length: 21 }, (_, part) => part / 20) });
  passing.observe(scroller);
  const changes = new MutationObserver(() => { keep(); look(); });
  changes.observe(scroller, { childList: true, subtree: true, characterData: true });

  // Writing.
  let typed = 0;
  const onInput = e => {
    if (e.target !== field()) return;
    // What was wrong is gone while one types, and not when one clicks elsewhere: what is under the mouse would move away.
    if (e.target.hasAttribute('aria-invalid')) e.target.dispatchEvent(new Event('change', { bubbles: true }));
    if (e.target.value && Date.now() - typed > 2500) { typed = Date.now(); tell('Typing'); }
  };
  room.addEventListener('input', onInput);

  // The circuit learns of a field when it changes, and may have been away then. While it is away the form is posted as a page without a circuit does it.
  const away = document.getElementById('components-reconnect-modal');
  const onSubmit = e => {
    if (!room.contains(e.target)) return;
    if (away?.checkVisibility()) {
      e.preventDefault();
      e.stopImmediatePropagation();
      post(e.target, e.submitter);
    } else {
      e.target.querySelectorAll('textarea').forEach(written => written.dispatchEvent(new Event('change', { bubbles: true })));
    }
  };
  const post = async (form, button) => {
    away.removeAttribute('data-unsent');
    try {
      const answer = await fetch(form.action, { method: 'post', body: new FormData(form, button) });
      if (answer.ok && form.contains(field())) write({ text: '' });
      location.reload();
    } catch {
      away.setAttribute('data-unsent', '');
    }
  };
  const onState = e => { if (e.detail?.state === 'hide') away.removeAttribute('data-unsent'); };
  addEventListener('submit', onSubmit, { capture: true });
  away?.addEventListener('components-reconnect-state-changed', onState);

  const kept = read();
  const draft = field();
  if (draft && kept.text && !draft.value) {
    draft.value = kept.text;
    draft.dispatchEvent(new Event('change', { bubbles: true }));
    draft.dispatchEvent(new Event('input', { bubbles: true }));
  }
  room.dataset.live = 'yes';
  const drop = clientId => write({ unsent: (read().unsent ?? []).filter(m => m.clientId !== clientId) });
  tell('Arrive', Intl.DateTimeFormat().resolvedOptions().timeZone ?? null, kept.unsent ?? []).then(arrived => arrived?.forEach(drop));
  look();

  return {
    hold(clientId, text, announce) { write({ text: '', unsent: [...(read().unsent ?? []).filter(m => m.clientId !== clientId), { clientId, text, announce }] }); sticks = true; keep(); look(); },
    drop,
    focus(id) { document.getElementById(id)?.focus({ preventScroll: false }); },
    toEnd() { sticks = true; keep(); look(); field()?.focus({ preventScroll: true }); },
    show(id) {
      const message = document.getElementById(`m-${id}`);
      if (!message) return;
      sticks = false;
      message.scrollIntoView({ block: 'center' });
      look();
    },
    stop() {
      changes.disconnect();
      passing.disconnect();
      scroller.removeEventListener('scroll', onScroll);
      document.removeEventListener('visibilitychange', look);
      room.removeEventListener('input', onInput);
      removeEventListener('submit', onSubmit, { capture: true });
      away?.removeEventListener('components-reconnect-state-changed', onState);
    },
  };
}
