// Clears a page that was left open: when its log-in may have rested too long, what it shows goes, unless the
// server says that it is still used in another window. To ask is no use of it, or two windows would keep it for
// each other. Words that are being written stay: they are the writer's own, and nowhere else yet; so do those
// that came back in answer to a form. A browser of 2021 understands it.

const LOOK = 10000; // milliseconds between two looks; a machine that slept has lost none of them
const AGAIN = 60000; // milliseconds after which the server is asked once more
const { rests, again, answer } = document.body.dataset;
let due = Date.now() + Number(rests) * 1000;

function isChanged(field) {
  if (field.type === 'hidden') return false;
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
  if (field.options) return Array.from(field.options).some((each) => each.selected !== each.defaultSelected);
  if (field.type === 'file') return field.files.length > 0;
  return field.value !== (answer === undefined ? field.defaultValue : '');
}

async function isSignedIn() {
  try {
    const told = await fetch('/login', { headers: { 'X-Lianshen': 'rest' } });
    return told.status === 204;
  } catch (error) {
    return false;
  }
}

async function look() {
  if (Date.now() < due) return;
  if (Array.from(document.querySelectorAll('input, select, textarea')).some(isChanged)) return;
  due = Date.now() + AGAIN;
  if (!(await isSignedIn())) window.location.replace(again);
}

if (rests) window.setInterval(look, LOOK);
