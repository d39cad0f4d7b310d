// The comfort of the deputy's page; without it the page is a form that works. A browser of 2021 understands it.
// Nothing is kept on the device, and nothing goes anywhere but to the server the page came from.

const PAUSE = 900; // milliseconds after the last keystroke
const WIDE = window.matchMedia('(min-width: 62em)');
const CALM = window.matchMedia('(prefers-reduced-motion: reduce)');

const $ = (id) => document.getElementById(id);
const form = $('draft');
const fields = { title: $('title'), body: $('body') };
const result = $('result');
const status = $('status');
const see = $('see');
const file = $('file');
const PARTS = Object.keys(fields);

// Marks -----------------------------------------------------------------------------------------------------
// A list of {part, start, end, style, remark, passage} in UTF-16 units of the text that stands in the fields.

let marks = [];
const drawn = { title: '', body: '' };

/** Turns a count of code points, as the server counts, into one of UTF-16 units, as a textarea counts. */
function units(text, points) {
  if (!/[\ud800-\udfff]/.test(text)) return points;
  let at = 0;
  for (let point = 0; point < points && at < text.length; point += 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}

/** Reads the marks out of the remarks; offsets count in the text that was sent. */
function marksOf(sent) {
  return Array.from(result.querySelectorAll('a.passage'), (link) => {
    const { part, start, end, style, remark } = link.dataset;
    const text = sent[part];
    return { part, start: units(text, +start), end: units(text, +end), style, remark, passage: link.hash.slice(1) };
  });
}

/** Moves the marks of a part along with an edit, so that they stay on their words; what is cut out loses its mark. */
function moved(list, part, before, after) {
  if (before === after) return list;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const cut = before.length - tail; // where the edit ends in the old text, and in the new one
  const grown = after.length - before.length;
  const place = (mark) => {
    if (mark.part !== part || mark.end <= head) return mark;
    if (mark.start >= cut) return { ...mark, start: mark.start + grown, end: mark.end + grown };
    const start = mark.start <= head ? mark.start : cut + grown;
    const end = mark.end >= cut ? mark.end + grown : head;
    return { ...mark, start, end };
  };
  return list.map(place).filter((mark) => mark.start < mark.end);
}

/** Draws the text of a part behind its field, with the marks, in the same letters at the same places. */
function draw(part) {
  const text = fields[part].value;
  const own = marks.filter((mark) => mark.part === part && mark.start < text.length);
  const edges = new Set([0, text.length]);
  own.forEach((mark) => edges.add(mark.start).add(Math.min(mark.end, text.length)));
  const places = Array.from(edges).sort((a, b) => a - b);
  const sheet = document.createDocumentFragment();
  for (let i = 0; i + 1 < places.length; i += 1) {
    let node = document.createTextNode(text.slice(places[i], places[i + 1]));
    own.forEach((mark) => {
      if (mark.start > places[i] || mark.end < places[i + 1]) return;
      const outer = document.createElement('mark');
      outer.className = mark.style;
      outer.dataset.passage = mark.passage;
      outer.dataset.remark = mark.remark;
      outer.append(node);
      node = outer;
    });
    sheet.append(node);
  }
  sheet.append('\u200b'); // gives a last empty line its height
  const backdrop = fields[part].previousElementSibling;
  backdrop.textContent = '';
  backdrop.append(sheet);
  drawn[part] = text;
}

/** Takes up what the fields hold now: moves the marks to it and draws them. */
function redraw() {
  PARTS.forEach((part) => {
    marks = moved(marks, part, drawn[part], fields[part].value);
    draw(part);
  });
  $('legend').hidden = marks.length === 0;
}

// Checking --------------------------------------------------------------------------------------------------

let timer = 0;
let flight = null; // the check under way: the newest wins
let checked = ''; // what the opinion on the page is about
let failed = false;
let composing = false; // an input method is putting a word together
let fresh = false; // another draft came into the form
let leaving = false;

const writing = () => ({
  title: fields.title.value,
  body: fields.body.value,
  level: form.elements.level.value,
});
const blank = ({ title, body }) => !(title + body).trim();
const keyOf = (written) => JSON.stringify(written);
// What is to be had elsewhere, too, so that the page may be left. The answer to a form holds what was typed.
let safe = window.location.pathname === '/' ? keyOf(writing()) : '';

function say(words, wrong = false) {
  if (status.textContent !== words) status.textContent = words;
  status.classList.toggle('wrong', wrong);
}

/** Says what failed, with the way to sign in where that is what is missing. */
function sayFailed(error, words) {
  say(`${error.message}${words}`, true);
  if (!error.login) return;
  const link = document.createElement('a');
  link.href = '/login';
  link.target = '_blank';
  link.textContent = '在新窗口登录';
  status.append(link);
}

function later() {
  clearTimeout(timer);
  if (!composing) timer = setTimeout(() => check(), PAUSE);
}

/** Reviews what is written; asked for by the button, even if nothing changed. */
async function check(asked = false) {
  clearTimeout(timer);
  const sent = writing();
  const key = keyOf(sent);
  if (!asked && key === checked && !failed) return;
  if (flight) flight.abort();
  const own = new AbortController();
  flight = own;
  busy(true);
  try {
    const html = await (await ask('/check', { ...sent, seen: $('seen').value }, own.signal)).text();
    if (own !== flight) return;
    put(html, sent);
    checked = key;
    failed = false;
    const opinion = $('opinion');
    say(opinion ? opinion.dataset.said : asked ? '请先写标题和正文，或选一份文件。' : '');
    if (asked) arrive();
  } catch (error) {
    if (own !== flight) return;
    failed = true;
    sayFailed(error, '文字都还在，改动以后会再读一遍。');
  } finally {
    if (own === flight) {
      flight = null;
      busy(false);
    }
  }
}

function busy(is) {
  $('check').classList.toggle('busy', is);
  result.setAttribute('aria-busy', String(is));
}

/** Sends something to the server and returns its answer; every failure becomes an Error that says why, in Chinese. */
async function ask(path, given, signal, again = true) {
  const data = new FormData();
  Object.entries(given).forEach(([name, value]) => data.append(name, value));
  const csrf = form.elements.csrf;
  let response;
  try {
    response = await fetch(path, {
      method: 'POST', body: data, signal, headers: { 'X-Lianshen': 'part', 'X-CSRF-Token': csrf.value },
    });
  } catch (error) {
    throw Object.assign(new Error('现在连不上服务器。'), { unsure: true }); // it may have arrived all the same
  }
  if (response.ok && !response.redirected) return response;
  const fresh = response.headers.get('X-CSRF-Token'); // comes where the page was open for too long
  if (fresh && again) {
    document.querySelectorAll('[name=csrf]').forEach((field) => { field.value = fresh; });
    return ask(path, given, signal, false);
  }
  const login = response.status === 401 || response.redirected;
  const why = login ? '登录已过期，请登录以后再按一次。' : await reason(response);
  throw Object.assign(new Error(why || '服务器现在不能审读。'), { login, unsure: !why });
}

/** Reads why our server refused; empty where the answer is not ours, but perhaps one of a proxy. */
async function reason(response) {
  try {
    return (await response.json()).detail || '';
  } catch (error) {
    return '';
  }
}

/** Puts an opinion in place; what was open stays open, what had the focus keeps it, nothing scrolls. */
function put(html, sent) {
  const former = fresh ? [] : Array.from(result.querySelectorAll('details'));
  const open = new Map(former.map((each) => [each.id, each.open]));
  const chosen = former.find((each) => each.classList.contains('chosen'));
  const focused = result.contains(document.activeElement) ? document.activeElement.id : '';
  const scrolled = fresh ? 0 : result.scrollTop;
  fresh = false;
  result.innerHTML = html;
  result.querySelectorAll('details').forEach((each) => {
    if (open.has(each.id)) each.open = open.get(each.id);
    each.classList.toggle('chosen', Boolean(chosen) && chosen.id === each.id);
  });
  if (focused && $(focused)) $(focused).focus({ preventScroll: true });
  result.scrollTop = scrolled;
  adopt(sent);
}

/** Takes over the marks and the codes seen from the opinion on the page. */
function adopt(sent) {
  const opinion = $('opinion');
  $('seen').value = opinion ? opinion.dataset.seen : '';
  see.hidden = !opinion;
  pointSee('');
  marks = marksOf(sent);
  PARTS.forEach((part) => { drawn[part] = sent[part]; });
  redraw();
}

/** After the button: go to the verdict, unless it is in sight beside the text anyway. */
function arrive() {
  const verdict = $('verdict');
  if (!verdict) return fields.title.focus();
  result.scrollTop = 0;
  verdict.focus({ preventScroll: true });
  if (!WIDE.matches) result.scrollIntoView({ behavior: CALM.matches ? 'auto' : 'smooth' });
}

// Choosing a remark or a passage ----------------------------------------------------------------------------

function inSight(box) {
  return box.top >= 0 && box.bottom <= window.innerHeight - 80; // the bar with the button covers the rest
}

/** Scrolls to the words of a passage, or the first one of a remark, and lets them flash. */
function show(attribute, id) {
  const pieces = document.querySelectorAll(`.backdrop mark[data-${attribute}="${id}"]`);
  if (!pieces.length) return;
  if (!inSight(pieces[0].getBoundingClientRect())) {
    pieces[0].scrollIntoView({ block: 'center', behavior: CALM.matches ? 'auto' : 'smooth' });
  }
  pieces.forEach((piece) => {
    piece.classList.remove('flash');
    void piece.offsetWidth; // starts the flash anew
    piece.classList.add('flash');
  });
}

function highlight(remark) {
  result.querySelectorAll('.remark').forEach((each) => each.classList.toggle('chosen', each === remark));
}

/** Opens a remark and brings it into sight; where it stands below the text, only a link to it is shown. */
function choose(id, follow = false) {
  const remark = $(id);
  if (!remark) return;
  remark.open = true;
  highlight(remark);
  if (follow) {
    remark.scrollIntoView({ block: 'start', behavior: CALM.matches ? 'auto' : 'smooth' });
    remark.querySelector('summary').focus({ preventScroll: true });
  } else if (WIDE.matches) {
    const { top, bottom } = remark.getBoundingClientRect();
    const pane = result.getBoundingClientRect();
    if (top < pane.top || bottom > pane.bottom) result.scrollTop += top - pane.top - 12;
  } else {
    pointSee(id);
  }
}

function pointSee(id) {
  const name = id && $(id) ? $(id).querySelector('.name').textContent : '';
  see.textContent = name ? `看“${name}”` : '看意见';
  see.href = name ? `#${id}` : '#result';
}

/** The remark on the words where the cursor stands; of several the one on the fewest words. */
function remarkAt(part, at) {
  const here = marks.filter((mark) => mark.part === part && mark.start <= at && at <= mark.end);
  here.sort((a, b) => (a.end - a.start) - (b.end - b.start));
  return here.length ? here[0].remark : '';
}

function cursor(part) {
  const { selectionStart, selectionEnd } = fields[part];
  if (selectionStart !== selectionEnd) return;
  const id = remarkAt(part, selectionStart);
  if (id) choose(id);
  else {
    highlight(null);
    pointSee('');
  }
}

/** Selects the words of a passage in the text, ready to be changed. */
function select(passage) {
  const mark = marks.find((each) => each.passage === passage);
  if (!mark) return say('这一处已经改动过了。');
  fields[mark.part].focus({ preventScroll: true });
  fields[mark.part].setSelectionRange(mark.start, mark.end);
  show('passage', passage);
  if (!WIDE.matches) pointSee(mark.remark);
}

result.addEventListener('click', (event) => {
  const passage = event.target.closest('a.passage');
  const link = event.target.closest('.newly a');
  const summary = event.target.closest('.remark summary');
  if (passage) {
    event.preventDefault();
    select(passage.hash.slice(1));
  } else if (link) {
    event.preventDefault();
    choose(link.hash.slice(1), true);
  } else if (summary) {
    highlight(summary.parentElement);
    // Where the opinion stands below the text, going to the text would lead away from the opinion.
    if (!summary.parentElement.open && WIDE.matches) show('remark', summary.parentElement.id);
  } else if (event.target.closest('#copy')) {
    copy($('plain').textContent);
  } else if (event.target.closest('#annotated, #sheet-docx')) {
    event.preventDefault();
    download(event.target.closest('button'));
  } else if (event.target.closest('#hand-in')) {
    event.preventDefault();
    handIn(event.target.closest('button'));
  }
});

see.addEventListener('click', (event) => {
  const id = see.hash.slice(1);
  event.preventDefault();
  if (id === 'result') arrive();
  else choose(id, true);
});

// Writing ---------------------------------------------------------------------------------------------------

PARTS.forEach((part) => {
  const field = fields[part];
  field.addEventListener('input', () => {
    if (part === 'title' && field.value.includes('\n')) {
      const at = field.selectionStart;
      field.value = field.value.replace(/\n/g, ' ');
      field.setSelectionRange(at, at);
    }
    redraw();
    later();
  });
  field.addEventListener('compositionstart', () => {
    composing = true;
    clearTimeout(timer);
  });
  field.addEventListener('compositionend', () => {
    composing = false;
    later();
  });
  field.addEventListener('click', () => cursor(part));
  field.addEventListener('keyup', (event) => {
    if (/^(Arrow|Home|End|Page)/.test(event.key)) cursor(part);
  });
  field.addEventListener('paste', pasted);
});

fields.title.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.isComposing) {
    event.preventDefault();
    fields.body.focus();
  }
});

form.addEventListener('change', (event) => {
  if (event.target.name === 'level') later();
});

$('check').addEventListener('click', (event) => {
  event.preventDefault();
  check(true);
});

window.addEventListener('online', () => failed && check());

// Files and whole drafts ------------------------------------------------------------------------------------

/** Puts another draft into the form; what stood there can be brought back. */
function fillIn(draft, notices) {
  const former = writing();
  fields.title.value = draft.title;
  fields.body.value = draft.body;
  Array.from(form.elements.level).forEach((each) => { each.checked = each.value === draft.level; });
  $('seen').value = '';
  marks = [];
  fresh = true;
  redraw();
  tell(notices, blank(former) ? null : former);
  check();
}

function tell(notices, former) {
  const box = $('notices');
  box.textContent = '';
  notices.forEach((notice) => {
    const line = document.createElement('p');
    line.textContent = notice;
    box.append(line);
  });
  if (former) {
    const back = document.createElement('button');
    back.type = 'button';
    back.textContent = '恢复原来的文字';
    back.addEventListener('click', () => {
      file.value = '';
      $('chosen').textContent = '';
      fillIn(former, []);
      fields.body.focus();
    });
    box.append(back);
  }
  box.hidden = !box.childNodes.length;
}

async function take(chosen) {
  if (!chosen) return;
  $('trouble').hidden = true;
  say('正在读文件……');
  try {
    const draft = await (await ask('/read', { file: chosen })).json();
    $('chosen').textContent = chosen.name;
    say('文件已读好，正在审读……');
    fillIn(draft, blank(writing()) ? draft.notices : ['已换成文件里的草稿。', ...draft.notices]);
    safe = keyOf(writing());
  } catch (error) {
    file.value = '';
    $('chosen').textContent = '';
    say('');
    $('trouble').textContent = error.message;
    $('trouble').hidden = false;
  }
}

file.addEventListener('change', () => take(file.files[0]));

const carriesFile = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes('Files');
document.addEventListener('dragover', (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  $('drop').classList.add('over');
});
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) $('drop').classList.remove('over');
});
document.addEventListener('drop', (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  $('drop').classList.remove('over');
  const [dropped] = event.dataTransfer.files;
  try {
    file.files = event.dataTransfer.files; // so that it goes along when its annotated copy is asked for
  } catch (error) {
    // A browser that does not allow it sends the text without the file.
  }
  take(dropped);
});

/** A whole draft pasted into the empty form is taken apart into title and body. */
async function pasted(event) {
  const text = event.clipboardData ? event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n') : '';
  if (!blank(writing()) || !text.trim().includes('\n')) return;
  event.preventDefault();
  fields.body.value = text;
  redraw();
  fields.body.focus();
  const before = keyOf(writing());
  try {
    const draft = await (await ask('/read', { body: text })).json();
    if (draft.title && keyOf(writing()) === before) {
      fillIn(draft, ['已从贴上的文字里分出标题和正文，请看看对不对。', ...draft.notices]);
      return;
    }
  } catch (error) {
    // It stays as it was pasted, and the check will say what is wrong with it.
  }
  later();
}

// Taking along ----------------------------------------------------------------------------------------------

/** Fetches a document rather than leave the page for it: if that fails, the text is still here. */
async function download(button) {
  const sent = writing();
  const given = { ...sent, seen: $('seen').value };
  if (file.files[0]) given.file = file.files[0];
  button.disabled = true;
  say('正在准备文件……');
  try {
    const response = await ask(button.getAttribute('formaction'), given);
    const named = /filename\*=utf-8''([^;]+)/i.exec(response.headers.get('Content-Disposition') || '');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = named ? decodeURIComponent(named[1]) : '联审意见.docx';
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    if (button.id === 'annotated') safe = keyOf(sent);
    say('文件已下载。');
  } catch (error) {
    sayFailed(error, '文字都还在。');
  } finally {
    button.disabled = false;
  }
}

/** Hands the draft in, and leaves the page only when the server has it. */
async function handIn(button) {
  const sent = writing();
  button.disabled = true;
  say('正在提交……');
  try {
    const response = await ask(button.getAttribute('formaction'), sent);
    safe = keyOf(sent);
    window.location.assign(response.headers.get('Location'));
  } catch (error) {
    sayFailed(error, error.unsure ? '文字都还在，请过一会儿再按一次“提交”；已经交上的不会重复。' : '还没有提交，文字都还在。');
    button.disabled = false;
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say('摘要已复制。');
  } catch (error) {
    say(copyByHand(text) ? '摘要已复制。' : '浏览器不允许复制，请下载意见单。');
  }
}

/** Outside https a page has no clipboard, but may still copy what is selected. */
function copyByHand(text) {
  const had = document.activeElement;
  const pad = document.createElement('textarea');
  pad.className = 'hidden';
  pad.value = text;
  document.body.append(pad);
  pad.select();
  const copied = document.execCommand('copy');
  pad.remove();
  had.focus({ preventScroll: true });
  return copied;
}

// Paper shows closed remarks, too.
const closed = [];
window.addEventListener('beforeprint', () => {
  result.querySelectorAll('details:not([open])').forEach((each) => {
    each.open = true;
    closed.push(each);
  });
});
window.addEventListener('afterprint', () => closed.splice(0).forEach((each) => { each.open = false; }));

form.addEventListener('submit', () => {
  leaving = true;
  setTimeout(() => { leaving = false; }, 2000); // a new window was opened, or nothing came of it
});
window.addEventListener('beforeunload', (event) => {
  const written = writing();
  if (leaving || blank(written) || keyOf(written) === safe) return;
  event.preventDefault();
  event.returnValue = ''; // older browsers ask only then
});

// Start -----------------------------------------------------------------------------------------------------

document.documentElement.classList.add('js');
adopt(writing());
if ($('opinion')) checked = keyOf(writing());
else if (!blank(writing())) check();
