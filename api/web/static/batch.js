// The comfort of the pages of batches; without it the form is a form and the page loads itself again and again.
// A browser of 2021 understands it.

const EVERY = 1000; // milliseconds between two looks at the progress
const MEGABYTE = 1024 * 1024;

const $ = (id) => document.getElementById(id);

// Progress --------------------------------------------------------------------------------------------------

const progress = $('progress');

/** Asks how far the batch is, and loads the page once it has come to its end. */
async function look() {
  try {
    const answer = await fetch(progress.dataset.address, { headers: { 'X-Lianshen': 'progress' } });
    if (!answer.ok) throw new Error(answer.status);
    progress.innerHTML = await answer.text(); // our own page, every value in it escaped
    const { state, share } = progress.firstElementChild.dataset;
    document.title = document.title.replace(/^(\d+% )?/, share ? `${share}% ` : '');
    if (!['waiting', 'running', 'filing'].includes(state)) {
      window.location.reload();
      return;
    }
  } catch (error) {
    // The service is starting again, or the network is away: the next look tells.
  }
  setTimeout(look, EVERY);
}

if (progress) setTimeout(look, EVERY);

// Uploading -------------------------------------------------------------------------------------------------

const form = $('upload');

function complain(words) {
  $('trouble').textContent = words;
  $('trouble').hidden = !words;
}

function sending(on) {
  $('sending').hidden = !on;
  $('send').disabled = on;
}

/** Says in words how much of the files has arrived. */
function tell(event) {
  const share = event.lengthComputable ? Math.floor((100 * event.loaded) / event.total) : 0;
  $('sent').value = share;
  const words = share < 100 ? `正在上传，已传 ${share}%。请不要关闭这一页。` : '传完了，正在存放。';
  if ($('sent-words').textContent !== words) $('sent-words').textContent = words;
}

/** Takes up the answer: the page of the batch, or why there is none. */
function answered(request) {
  const place = request.getResponseHeader('Location');
  if (request.status === 201 && place) {
    window.location.assign(place);
    return;
  }
  sending(false);
  const csrf = request.getResponseHeader('X-CSRF-Token');
  if (csrf) form.elements.csrf.value = csrf;
  let words = '没有上传成功，请再试一次。';
  try {
    words = JSON.parse(request.responseText).detail || words;
  } catch (error) {
    // No answer of ours; the words above have to do.
  }
  complain(words);
}

function send(event) {
  event.preventDefault();
  const files = [...$('files').files, ...$('folder').files];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (!files.length) {
    complain('请先选择要审读的文件。');
    $('files').focus();
    return;
  }
  if (size > form.dataset.most * MEGABYTE) {
    complain(`一共 ${Math.ceil(size / MEGABYTE)} MB，超过 ${form.dataset.most} MB。请分成几批上传。`);
    return;
  }
  complain('');
  const request = new XMLHttpRequest(); // fetch tells nobody how much has been sent
  request.open('POST', form.action);
  request.setRequestHeader('X-Lianshen', 'upload');
  request.upload.addEventListener('progress', tell);
  request.addEventListener('load', () => answered(request));
  request.addEventListener('error', () => {
    sending(false);
    complain('连不上服务，没有上传成功。请检查网络，再试一次。');
  });
  const data = new FormData(form);
  sending(true);
  request.send(data);
}

/** Takes files that are dropped; a folder would arrive as an empty file. */
function drop(event) {
  event.preventDefault();
  $('arrive').classList.remove('over');
  const items = Array.from(event.dataTransfer.items || []);
  const folders = items.some((item) => {
    const entry = item.webkitGetAsEntry && item.webkitGetAsEntry();
    return entry && entry.isDirectory;
  });
  if (folders) {
    complain('文件夹拖不进来，请用“或整个文件夹”选择。');
    return;
  }
  if (!event.dataTransfer.files.length) return;
  complain('');
  $('files').files = event.dataTransfer.files;
}

if (form) {
  form.addEventListener('submit', send);
  ['dragover', 'dragenter'].forEach((name) => $('arrive').addEventListener(name, (event) => {
    event.preventDefault();
    $('arrive').classList.add('over');
  }));
  $('arrive').addEventListener('dragleave', () => $('arrive').classList.remove('over'));
  $('arrive').addEventListener('drop', drop);
}

document.documentElement.classList.add('js');
