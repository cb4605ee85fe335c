import { sendFiles } from '../api.js';
import { h } from '../dom.js';
import { fileSize } from '../format.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { field, openDialog } from './dialog.js';
import { plainWords } from './toast.js';

/** Telegram takes so many in one album, and so long a caption. */
const MAX_FILES = 10;
const MAX_CAPTION = 1024;

/**
 * What a file is sent as.
 * @param {File} file
 */
function kindOf(file) {
  if (file.type === 'image/gif') return 'animation';
  if (file.type.startsWith('image/') && file.type !== 'image/svg+xml') return 'photo';
  if (file.type.startsWith('video/')) return 'video';
  if (file.type.startsWith('audio/')) return 'audio';
  return 'document';
}

/**
 * A look before files are sent: what, with which words, as pictures or as files.
 * @param {File[]} chosen
 * @param {import('../session.js').Session} session
 * @param {{ kind?: string | null, caption?: string, onSent?: () => void }} options `kind`: decided already.
 */
export function openUploadDialog(chosen, session, { kind = null, caption = '', onSent = () => {} }) {
  const files = chosen.slice(0, MAX_FILES);
  const asFile = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox' }));
  const hasPictures = kind === null && files.some((file) => kindOf(file) !== 'document');
  const words = /** @type {HTMLTextAreaElement} */ (
    h('textarea', {
      class: 'input',
      rows: '2',
      maxlength: String(MAX_CAPTION),
      placeholder: t('upload.caption'),
      autofocus: true,
    })
  );
  words.value = caption;
  const progress = /** @type {HTMLProgressElement} */ (
    h('progress', { max: '1', value: '0', hidden: true, 'aria-label': t('upload.progress') })
  );
  const problem = h('p', { class: 'problem', role: 'alert' });
  const urls = files.map((file) => URL.createObjectURL(file));
  const title = files.length === 1 ? t('upload.one') : t('upload.many', { n: files.length });
  openDialog({
    title,
    class: 'upload-dialog',
    body: [
      h(
        'div',
        { class: `previews ${files.length > 1 ? 'many' : ''}` },
        ...files.map((file, index) => preview(file, urls[index] ?? '')),
      ),
      chosen.length > MAX_FILES ? h('p', { class: 'problem' }, t('error.too-many-files')) : '',
      hasPictures ? h('label', { class: 'check' }, asFile, h('span', {}, t('upload.as-file'))) : '',
      kind === 'voice' ? '' : field(t('upload.caption-label'), words),
      progress,
      problem,
    ],
    buttons: [{ text: t('composer.send'), kind: 'main', act: send }, { text: t('cancel') }],
    onClose: () => {
      for (const url of urls) URL.revokeObjectURL(url);
    },
  });
  words.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    words.form?.requestSubmit();
  });

  async function send() {
    progress.hidden = false;
    problem.textContent = '';
    try {
      const groups = groupByKind(files, (file) => kind ?? (asFile.checked ? 'document' : kindOf(file)));
      for (const [index, group] of groups.entries()) {
        const { personId, chatId, topicId } = session;
        const text = index === 0 ? words.value.trim() : '';
        await sendFiles(personId, { ...group, chatId, topicId, caption: text }, (part) => {
          progress.value = (index + part) / groups.length;
        });
      }
      onSent();
      return true;
    } catch (error) {
      progress.hidden = true;
      problem.textContent = plainWords(error);
      return false;
    }
  }
}

/**
 * Neighbours of one kind go together, as an album. Voices go one by one.
 * @param {File[]} files
 * @param {(file: File) => string} kindFor
 */
function groupByKind(files, kindFor) {
  /** @type {{ kind: string, files: File[] }[]} */
  const groups = [];
  for (const file of files) {
    const kind = kindFor(file);
    const last = groups.at(-1);
    if (last !== undefined && last.kind === kind && kind !== 'voice' && kind !== 'animation')
      last.files.push(file);
    else groups.push({ kind, files: [file] });
  }
  return groups;
}

/**
 * @param {File} file
 * @param {string} url
 */
function preview(file, url) {
  const kind = kindOf(file);
  const isSeen = kind === 'photo' || kind === 'animation';
  return h(
    'figure',
    { class: `preview ${isSeen ? 'seen' : ''}` },
    isSeen
      ? h('img', { src: url, alt: file.name })
      : h(
          'span',
          { class: 'preview-icon' },
          icon(kind === 'video' ? 'video' : kind === 'audio' ? 'music' : 'file', 28),
        ),
    isSeen ? null : h('figcaption', {}, h('b', {}, file.name), h('span', {}, fileSize(file.size))),
  );
}
