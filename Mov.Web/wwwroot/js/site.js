// Small comforts on top of pages that work without them.

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const isDark = choice => choice === 'dark' || (choice !== 'light' && prefersDark.matches);

// The theme switch says which choice is on.
function showTheme() {
  const choice = window.movTheme?.read() ?? 'auto';
  document.querySelectorAll('[data-theme-choice]').forEach(b => b.setAttribute('aria-pressed', String(b.dataset.themeChoice === choice)));
  document.querySelectorAll('[data-theme-toggle]').forEach(b => b.setAttribute('aria-pressed', String(isDark(choice))));
}

// Dusk on a device that follows it, or a choice in another tab.
prefersDark.addEventListener('change', showTheme);
addEventListener('storage', showTheme);

// A counter follows what is typed.
function count(field) {
  const counter = document.getElementById(field.dataset.counter);
  if (!counter) return;
  const max = Number(counter.dataset.max);
  const used = field.value.length;
  counter.textContent = `${used} / ${max}`;
  counter.toggleAttribute('data-over', used > max);
}

function refresh() {
  showTheme();
  document.querySelectorAll('[data-counter]').forEach(count);
  document.querySelectorAll('form[data-sent]').forEach(f => f.removeAttribute('data-sent'));
  watchLists();
  const wrong = document.querySelector('[aria-invalid=true]');
  if (wrong && !wrong.contains(document.activeElement)) wrong.focus();
}

// A page that came without a load is read from its heading; a loaded one starts at its top, with the link that skips to its content.
let here = location.pathname;
let hasPosted = false;
function arrive() {
  refresh();
  const posted = hasPosted;
  hasPosted = false;
  if (location.pathname === here) return;
  here = location.pathname;
  // A link begins the next page at its top; a form that leads to another page would leave it where this one was.
  if (posted && !location.hash) scrollTo(0, 0);
  const heading = document.querySelector('h1');
  if (!heading || document.activeElement?.matches('[aria-invalid=true], [autofocus]')) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

document.addEventListener('submit', () => { hasPosted = true; });
addEventListener('popstate', () => { hasPosted = false; });

document.addEventListener('input', e => { if (e.target.dataset?.counter) count(e.target); });

document.addEventListener('click', e => {
  const theme = e.target.closest('[data-theme-choice]');
  if (theme) {
    window.movTheme?.choose(theme.dataset.themeChoice);
    showTheme();
    return;
  }
  if (e.target.closest('[data-theme-toggle]')) {
    window.movTheme?.choose(isDark(window.movTheme.read()) ? 'light' : 'dark');
    showTheme();
    return;
  }
  if (e.target.closest('[data-reload]')) {
    location.reload();
    return;
  }
  const opener = e.target.closest('[data-confirm]');
  if (opener) {
    const dialog = document.getElementById(opener.dataset.confirm);
    if (dialog?.showModal) {
      e.preventDefault();
      dialog.showModal();
    }
    return;
  }
  const closer = e.target.closest('[data-close]');
  if (closer) closer.closest('dialog')?.close();
  // A press beside the dialog closes it; one beside an open menu closes that.
  if (e.target.nodeName === 'DIALOG' && e.target.open && !e.target.id.startsWith('components-')) e.target.close();
  document.querySelectorAll('details.menu[open]').forEach(m => { if (!m.contains(e.target)) m.open = false; });
});

document.addEventListener('keydown', e => {
  if (e.key !== 'Escape') return;
  document.querySelectorAll('details.menu[open]').forEach(m => { m.open = false; m.querySelector('summary')?.focus(); });
});

// Ctrl and Enter send a message.
document.addEventListener('keydown', e => {
  if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey) || e.isComposing || !e.target.matches?.('textarea[data-send]')) return;
  e.preventDefault();
  e.target.form?.requestSubmit();
});

// A form is sent once, however often its button is pressed.
document.addEventListener('submit', e => {
  if (e.defaultPrevented || e.target.method !== 'post') return;
  if (e.target.dataset.sent) { e.preventDefault(); return; }
  e.target.dataset.sent = 'yes';
  setTimeout(() => e.target.removeAttribute('data-sent'), 5000);
});
addEventListener('pageshow', refresh);

// Search as you type: the results follow what is typed, the field is left alone, and the address stays one that can be shared. Enter searches as without this.
let typing, latest;
document.addEventListener('input', e => {
  const form = e.target.form;
  if (e.target.type !== 'search' || !form?.dataset.asYouType) return;
  clearTimeout(typing);
  typing = setTimeout(() => follow(form), 250);
});
async function follow(form) {
  const place = document.getElementById(form.dataset.asYouType);
  const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));
  const address = form.action.split('?')[0] + (fields.size ? `?${fields}` : '');
  latest?.abort();
  latest = new AbortController();
  place?.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/html' }, signal: latest.signal });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const results = page.getElementById(form.dataset.asYouType);
    if (!answer.ok || !results || !place?.isConnected) return;
    place.replaceChildren(...results.childNodes);
    const count = document.getElementById(`${place.id}-count`);
    if (count) count.textContent = page.getElementById(count.id)?.textContent ?? '';
    document.title = page.title;
    history.replaceState(history.state, '', address);
  } catch (failure) {
    if (failure.name !== 'AbortError') throw failure;
  } finally {
    place?.removeAttribute('aria-busy');
  }
}

// The reader's zone, kept where the server can read it for what it says about days and for the forms.
function rememberZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || document.cookie.split('; ').includes(`mov.zone=${zone}`)) return;
  document.cookie = `mov.zone=${zone}; path=/; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
}
rememberZone();

// What is typed in a room is kept from the first letter on, also before the room's own script is there; once it is posted as a plain form it is kept no more.
function keepDraft(field, text) {
  const key = `mov:room:${field.dataset.draft}`;
  try {
    const kept = { ...(JSON.parse(localStorage.getItem(key)) ?? {}), text };
    if (kept.text || kept.unsent?.length) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch { /* private mode or full: then only this page has it */ }
}
document.addEventListener('input', e => { if (e.target.dataset?.draft) keepDraft(e.target, e.target.value); });
document.addEventListener('submit', e => {
  const field = e.target.querySelector?.('[data-draft]');
  // An empty one may have lost what was typed a moment ago to the island that took its place; the room's script puts it back.
  if (field?.value && !field.closest('[data-live]')) keepDraft(field, '');
});

// What was written and not sent belongs to the person who signs out.
document.addEventListener('submit', e => {
  if (!e.target.action?.endsWith('/account/logout')) return;
  try { Object.keys(localStorage).filter(k => k.startsWith('mov:room:')).forEach(k => localStorage.removeItem(k)); } catch { /* private mode keeps nothing */ }
});

// A long list goes on by itself a few times when its end comes near; the link to what is older stays for everything else.
const goesOn = new IntersectionObserver(entries => entries.filter(e => e.isIntersecting).forEach(e => goOn(e.target)), { rootMargin: '600px' });

async function goOn(link) {
  goesOn.unobserve(link);
  const list = link.closest('[data-goes-on]');
  const times = Number(list?.dataset.times ?? 0);
  if (!list || times >= 5) return;
  list.dataset.times = String(times + 1);
  link.setAttribute('aria-busy', 'true');
  const { href } = link;
  try {
    const answer = await fetch(href);
    const more = answer.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-goes-on]');
    // Another list may have come in its place meanwhile, with the same link to what is older in that one.
    if (!more || !link.isConnected || link.href !== href) return;
    for (const part of [...more.children]) {
      const same = part.id && document.getElementById(part.id);
      if (same) same.querySelector('ul').append(...part.querySelectorAll('li'));
      else list.append(part);
    }
    link.remove();
    watchLists();
  } catch { /* The link is still there. */ } finally {
    link.removeAttribute('aria-busy');
  }
}

function watchLists() {
  document.querySelectorAll('[data-older]').forEach(link => goesOn.observe(link));
}

// Scripts of this kind run once per document; enhanced navigation keeps the document and changes its content.
window.Blazor?.addEventListener?.('enhancedload', arrive);
refresh();
