// The comfort of the page for labelling: keys, and the next draft in the place of this one without a new page.
// A browser of 2021 understands it. Nothing is kept on the device.

const $ = (id) => document.getElementById(id);
document.documentElement.classList.add('js');

const TEXT = { headers: { Accept: 'text/html' }, credentials: 'same-origin' };
const WRITTEN_IN = 'textarea, select, input:not([type=radio]):not([type=checkbox])';

let shown = '';   // what stood in the form when it was shown
let warned = false;
let busy = false;

const written = () => {
  const fields = Array.from(new FormData($('judge'))).filter(([name]) => name !== 'csrf' && name !== 'seen');
  return JSON.stringify(fields);
};

function settle() {
  warned = false;
  shown = $('judge') ? written() : '';
}

function tell(words) {
  const news = $('news');
  if (!news) return;
  news.textContent = words;
  news.hidden = !words;
}

// One draft in the place of another ---------------------------------------------------------------------------

async function load(address, how, remember) {
  if (busy) return;
  busy = true;
  $('main').classList.add('busy');
  try {
    const response = await fetch(address, { ...TEXT, ...how });
    const came = new DOMParser().parseFromString(await response.text(), 'text/html');
    const main = came.getElementById('main');
    if (!main || !main.classList.contains('labelling')) {
      // Signed out, or something else: let the browser show it as it shows any page.
      shown = $('judge') ? written() : '';
      window.location.assign(response.url);
      return;
    }
    $('main').replaceWith(document.adoptNode(main));
    settle();
    if (remember) {
      const piece = main.dataset.piece;
      const now = piece ? `/labelling/pieces/${piece}` : '/labelling';
      if (now !== window.location.pathname) window.history.pushState(null, '', now);
    }
    arrive(response.ok);
  } catch (error) {
    tell('现在连不上服务，您判的都还在，请稍后再按一次。');
  } finally {
    busy = false;
    $('main').classList.remove('busy');
  }
}

function arrive(well) {
  window.scrollTo(0, 0);
  const wrong = document.querySelector('[aria-invalid]');
  if (wrong) wrong.focus();
  else if (!well && document.querySelector('.notice.trouble')) $('main').focus();
  else if ($('view')) $('view').scrollIntoView({ block: 'nearest' });
  else $('main').focus({ preventScroll: true });
}

const send = (address) => load(
  address, { method: 'POST', body: new URLSearchParams(new FormData($('judge'))) }, true,
);

/** Go to another draft; what is judged and not saved is not left behind without a word. */
function go(link) {
  if (!link) return;
  if ($('judge') && written() !== shown && !warned) {
    warned = true;
    tell('这一件判了还没有保存。按 Enter 保存；不保存就再按一次。');
    return;
  }
  load(link.href, {}, true);
}

document.addEventListener('submit', (event) => {
  if (event.target.id !== 'judge') return;
  event.preventDefault();
  const button = event.submitter;
  send((button && button.getAttribute('formaction')) || event.target.action);
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('#skip, #back');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    go(link);
  }
  if (event.target.closest('#ask-keys')) toggleKeys();
});

window.addEventListener('popstate', () => load(window.location.href, {}, false));
window.addEventListener('beforeunload', (event) => {
  if (!$('judge') || written() === shown) return;
  event.preventDefault();
  event.returnValue = '';
});

// Keys --------------------------------------------------------------------------------------------------------

function toggleKeys(open = $('keys').hidden) {
  $('keys').hidden = !open;
  $('ask-keys').setAttribute('aria-expanded', String(open));
  if (!open) return;
  $('keys').focus();
  $('keys').scrollIntoView({ block: 'center' });
}

const KEYS = {
  u: () => { $('main-unit').focus(); $('main-unit').select(); },
  m: () => ($('ask-model') ? $('ask-model').click() : $('view').scrollIntoView({ block: 'center' })),
  ']': () => go($('skip')),
  '[': () => go($('back')),
  '?': () => toggleKeys(),
  Enter: () => send($('judge').action),
};

/** Choose what a key stands for; a reason counts only under a flag that holds, a class chosen twice is taken back. */
function choose(key) {
  const field = document.querySelector(`#judge [data-key="${key}"]`);
  if (!field) return false;
  if (field.type === 'checkbox') {
    const holds = field.closest('.ask').querySelector('input[value="yes"]');
    if (!holds.checked) return true;
    field.checked = !field.checked;
  } else if (field.name === 'triage' && field.checked) {
    document.querySelector('#triage input[value=""]').checked = true;
  } else {
    field.checked = true;
  }
  warned = false;
  tell('');
  return true;
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (!$('judge')) return;
  if (event.key === 'Escape') {
    if (!$('keys').hidden) {
      toggleKeys(false);
      $('ask-keys').focus();
    } else if (event.target.closest(WRITTEN_IN)) {
      $('main').focus({ preventScroll: true });
    }
    return;
  }
  if (event.target.closest(WRITTEN_IN)) return;
  if (event.key === 'Enter' && event.target.closest('a, button')) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const act = KEYS[key];
  if (!act && !choose(key)) return;
  event.preventDefault();
  if (act) act();
});

settle();
