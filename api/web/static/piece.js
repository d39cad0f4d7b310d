// The comfort of the page of one draft on the desk; without it the page is a form that works.
// A browser of 2021 understands it. Nothing is kept on the device.

const PAUSE = 20000; // milliseconds between two questions whether somebody changed this draft

const $ = (id) => document.getElementById(id);
const main = $('main');
const form = $('decision');
const corrections = $('corrections');
const opinion = $('opinion');
const keys = $('keys');
document.documentElement.classList.add('js');

// What was typed --------------------------------------------------------------------------------------------

const written = () => JSON.stringify(Array.from(new FormData(form)).filter(([name]) => name !== 'csrf'));
// A page that answers a refusal holds what is not kept yet.
const safe = $('trouble') || document.querySelector('.notice.trouble') ? '' : written();
let sent = false;

form.addEventListener('submit', () => { sent = true; });
window.addEventListener('pageshow', () => { sent = false; });
window.addEventListener('beforeunload', (event) => {
  if (sent || written() === safe) return;
  event.preventDefault();
  event.returnValue = '';
});

// Places on the page ----------------------------------------------------------------------------------------

function writeOpinion() {
  opinion.focus();
  opinion.scrollIntoView({ block: 'center' });
}

function openCorrections() {
  corrections.open = true;
  const first = corrections.querySelector('input[type=radio]:checked');
  first.focus();
  corrections.scrollIntoView({ block: 'start' });
}

function toggleKeys(open = keys.hidden) {
  keys.hidden = !open;
  $('ask-keys').setAttribute('aria-expanded', String(open));
  if (!open) return;
  keys.focus();
  keys.scrollIntoView({ block: 'center' });
}

$('to-opinion').addEventListener('click', (event) => {
  event.preventDefault();
  writeOpinion();
});
$('to-corrections').addEventListener('click', (event) => {
  event.preventDefault();
  openCorrections();
});
$('ask-keys').addEventListener('click', () => toggleKeys());

/** A link to what lies in the folded corrections, such as one from what is wrong with them, unfolds them. */
function unfold() {
  const target = window.location.hash && document.getElementById(window.location.hash.slice(1));
  if (target && corrections.contains(target)) corrections.open = true;
}
window.addEventListener('hashchange', unfold);
unfold();

/** A link to a remark or to its passage unfolds the remark. */
document.querySelector('.beside').addEventListener('click', (event) => {
  const link = event.target.closest('a.see');
  const remark = link && document.getElementById(link.hash.slice(1));
  if (remark) remark.open = true;
});

// Keys ------------------------------------------------------------------------------------------------------

const press = (id) => () => $(id) && $(id).click();
const KEYS = {
  a: press('accept'),
  r: writeOpinion,
  c: openCorrections,
  u: press('undo'),
  '[': press('previous'),
  ']': press('next'),
  '?': () => toggleKeys(),
};
const WRITTEN_IN = 'textarea, select, input:not([type=radio]):not([type=checkbox])';

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.key === 'Escape' && !keys.hidden) {
    toggleKeys(false);
    $('ask-keys').focus();
    return;
  }
  if (event.target.closest(WRITTEN_IN)) return;
  const act = KEYS[event.key] || KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

// News of others --------------------------------------------------------------------------------------------

let since = Number(main.dataset.newest);

async function ask() {
  if (document.hidden) return;
  try {
    const response = await fetch(`/desk/news?since=${since}`, { headers: { 'X-Lianshen': 'part' } });
    if (!response.ok) return;
    const { last, steps } = await response.json();
    since = last;
    const here = steps.filter((step) => step.piece === +main.dataset.piece && step.version > +main.dataset.version);
    if (here.length) tell(here[here.length - 1]);
  } catch (error) {
    // The network is away; the next question will tell.
  }
}

function tell(step) {
  const line = document.createElement('p');
  line.textContent = `${step.who}刚刚改过这一件：${step.told}。您填的都还在，还没有保存。`;
  const link = document.createElement('a');
  link.href = window.location.href.split('#')[0];
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = '在新窗口看现在的情况';
  $('news').textContent = '';
  $('news').append(line, link);
  $('news').hidden = false;
}

setInterval(ask, PAUSE);
document.addEventListener('visibilitychange', ask);
