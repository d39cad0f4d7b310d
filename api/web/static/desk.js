// The comfort of the desk's list; without it the page is a form that works. A browser of 2021 understands it.

const EVERY = 4000; // milliseconds between two looks for news
// A look that nobody asked for does not keep anybody signed in.
const BY_ITSELF = { credentials: 'same-origin', headers: { 'X-Lianshen': 'news' } };

const $ = (id) => document.getElementById(id);
const form = $('many');
const news = $('news');
const scope = $('scope');
const deeds = $('deeds');
const chosen = $('chosen');
const whole = $('whole-page');

document.documentElement.classList.add('js');

const rows = () => (form ? Array.from(form.querySelectorAll('tbody tr')) : []);
const box = (row) => row.querySelector('input[type="checkbox"]');
const picked = () => rows().filter((row) => box(row).checked);

// Picking ---------------------------------------------------------------------------------------------------

/** Says how many are picked. */
function count() {
  const all = rows();
  const some = picked();
  all.forEach((row) => row.classList.toggle('picked', box(row).checked));
  chosen.textContent = some.length ? `勾选了 ${some.length} 件` : '没有勾选';
  whole.checked = some.length > 0 && some.length === all.length;
  whole.indeterminate = some.length > 0 && some.length < all.length;
  deeds.classList.toggle('busy', some.length > 0 || scope.value !== 'picked');
}

if (form) {
  form.addEventListener('change', (event) => {
    if (event.target === whole) {
      rows().forEach((row) => { box(row).checked = whole.checked; });
      if (whole.checked) scope.value = 'picked';
    }
    count();
  });
  window.addEventListener('pageshow', count);
  count();
}

const filters = $('filters');
filters.querySelectorAll('select').forEach((select) => {
  select.addEventListener('change', () => filters.classList.add('changed'));
});

// Keys ------------------------------------------------------------------------------------------------------

let at = -1;

/** Makes a row the one that keys act on. */
function stand(place) {
  const all = rows();
  if (!all.length) return;
  at = Math.max(0, Math.min(place, all.length - 1));
  all.forEach((row, number) => row.classList.toggle('at', number === at));
  all[at].querySelector('.title').focus({ preventScroll: true });
  all[at].scrollIntoView({ block: 'nearest' });
}

/** Does one thing to what is picked, or else to the row one stands on. */
function act(action) {
  if (!form || (!picked().length && at < 0)) return;
  if (!picked().length) box(rows()[at]).checked = true;
  scope.value = 'picked';
  const rest = rows().filter((row, number) => number > at && !box(row).checked);
  const next = rest[0] || rows().filter((row) => !box(row).checked).pop();
  form.elements.at.value = next ? next.id.replace('piece-', '') : '';
  form.querySelector(`button[value="${action}"]`).click();
}

const follow = (link) => { if (link) link.click(); };
const KEYS = {
  j: () => stand(at + 1),
  ArrowDown: () => stand(at + 1),
  k: () => stand(at < 0 ? 0 : at - 1),
  ArrowUp: () => stand(at < 0 ? 0 : at - 1),
  x: () => { if (at >= 0) { const own = box(rows()[at]); own.checked = !own.checked; count(); } },
  Enter: () => { if (at >= 0) follow(rows()[at].querySelector('.title')); },
  a: () => act('accept'),
  r: () => act('return'),
  u: () => { const undo = document.querySelector('button.undo'); if (undo) undo.click(); },
  '/': () => $('text').focus(),
  n: () => follow(document.querySelector('a[rel="next"]')),
  p: () => follow(document.querySelector('a[rel="prev"]')),
  '?': () => { const keys = $('keys'); keys.open = !keys.open; if (keys.open) keys.querySelector('summary').focus(); },
};

/** Whether somebody types into an element, or works it by keys of its own. */
function typing(element, key) {
  if (element.closest('select, textarea, [contenteditable]')) return true;
  if (element.matches('input')) return element.type !== 'checkbox';
  return key === 'Enter' && Boolean(element.closest('a, button, summary'));
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !KEYS[event.key]) return;
  if (typing(event.target, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
});

document.addEventListener('focusin', (event) => {
  const row = event.target.closest('.pieces tbody tr');
  if (!row) return;
  at = rows().indexOf(row);
  rows().forEach((each) => each.classList.toggle('at', each === row));
});

// After an action by a key one goes on where one stood; the note of what was done stays in sight where it can.
const goOn = new URLSearchParams(window.location.search).get('at');
if (goOn) {
  const place = rows().findIndex((row) => row.id === `piece-${goOn}`);
  if (place >= 0) stand(place);
}

// News of other reviewers -----------------------------------------------------------------------------------

let last = form ? form.elements.last_action.value : null;

/** Puts a row that somebody changed up to date; what was picked is picked no longer. */
function renew(row, step, fresh) {
  const known = +box(row).value.split(':')[1];
  if (step.version <= known) return false;
  const now = fresh.getElementById(row.id);
  const standing = row.classList.contains('at');
  const focused = row.contains(document.activeElement);
  if (now) {
    row.innerHTML = now.innerHTML;
  } else {
    box(row).value = `${row.id.replace('piece-', '')}:${step.version}`;
    row.querySelector('input[name="row"]').value = box(row).value;
    row.querySelector('.tag').textContent = step.words;
    row.querySelector('.tag').className = `tag ${step.state}`;
    row.querySelector('.who').textContent = `${step.who} ${step.clock}`;
  }
  box(row).checked = false;
  row.className = `${step.state} fresh${standing ? ' at' : ''}`;
  if (focused) row.querySelector('.title').focus({ preventScroll: true });
  return true;
}

/** Says quietly what others did. */
function tell(steps, more) {
  const others = steps.filter((step) => !step.own);
  if (!others.length) return;
  const newest = others[others.length - 1];
  const count = new Set(others.map((step) => step.piece)).size;
  const rest = more ? '，还有许多别的改动，请刷新页面' : '';
  news.textContent = `${newest.who}刚刚做了：${newest.told}（${count} 件）${rest}。`;
}

async function look() {
  if (last === null || document.hidden) return;
  try {
    const answer = await fetch(`/desk/news?since=${last}`, BY_ITSELF);
    if (!answer.ok) return;
    const told = await answer.json();
    last = told.last;
    const newest = new Map(told.steps.map((step) => [`piece-${step.piece}`, step]));
    const touched = rows().filter((row) => newest.has(row.id));
    if (touched.length) {
      const page = await fetch(window.location.href, BY_ITSELF);
      const fresh = new DOMParser().parseFromString(page.ok ? await page.text() : '', 'text/html');
      touched.forEach((row) => renew(row, newest.get(row.id), fresh));
      count();
    }
    tell(told.steps, told.more);
  } catch (error) {
    // The server is away for a moment; the next look tries again.
  }
}

window.setInterval(look, EVERY);
document.addEventListener('visibilitychange', look);
