// Clears a page that was left open: when its log-in may have rested too long, what it shows goes, whether the
// server answers or not. Who is still signed in comes straight back. Words that are being written stay: they are
// the writer's own, and nowhere else yet. A browser of 2021 understands it.

const LOOK = 10000; // milliseconds between two looks; a machine that slept has lost none of them
const { rests, again } = document.body.dataset;
const shown = Date.now();

function isChanged(field) {
  if (field.type === 'hidden') return false;
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
  if (field.options) return Array.from(field.options).some((each) => each.selected !== each.defaultSelected);
  return field.type === 'file' ? field.files.length > 0 : field.value !== field.defaultValue;
}

function look() {
  if (Date.now() - shown < Number(rests) * 1000) return;
  if (Array.from(document.querySelectorAll('input, select, textarea')).some(isChanged)) return;
  window.location.replace(again);
}

if (rests) window.setInterval(look, LOOK);
