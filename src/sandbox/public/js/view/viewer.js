import { fill, h, iconButton } from '../dom.js';
import { fileSize } from '../format.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { viewerKind } from './media.js';

/**
 * @typedef {import('../../../person-api.ts').MessageView} MessageView
 * @typedef {import('../../../person-api.ts').MediaView} MediaView
 */

/** Longer texts are cut: this is a look, not an editor. */
const MAX_TEXT = 300_000;

/**
 * Shows a file over the page: pictures with a magnifier, films, PDF, texts.
 * @param {MessageView} message
 * @param {MessageView[]} gallery Pictures of the chat, for the arrows.
 */
export function openViewer(message, gallery) {
  let current = message;
  const stage = h('div', { class: 'viewer-stage' });
  const name = h('span', { class: 'viewer-name' });
  const tools = h('div', { class: 'viewer-tools' });
  const previous = iconButton(icon('back', 32), t('viewer.previous'), () => step(-1), {
    class: 'viewer-step previous',
  });
  const next = iconButton(icon('back', 32), t('viewer.next'), () => step(1), { class: 'viewer-step next' });
  const dialog = /** @type {HTMLDialogElement} */ (
    h('dialog', { class: 'viewer' }, h('div', { class: 'viewer-bar' }, name, tools), stage, previous, next)
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === stage || event.target === dialog) dialog.close();
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowRight') step(1);
    else if (event.key === '+' || event.key === '-') zoom();
  });
  document.body.appendChild(dialog);
  dialog.showModal();
  show();

  function show() {
    const { media } = current;
    if (media === null) return;
    const kind = viewerKind(media);
    dialog.setAttribute('aria-label', media.name);
    fill(name, media.name, h('small', {}, fileSize(media.size)));
    fill(
      tools,
      kind === 'image' ? iconButton(icon('zoomIn'), t('viewer.zoom'), zoom) : null,
      h(
        'a',
        {
          class: 'icon-button',
          href: media.url,
          target: '_blank',
          rel: 'noopener',
          'aria-label': t('viewer.new-tab'),
          title: t('viewer.new-tab'),
        },
        icon('external'),
      ),
      current.protected
        ? null
        : h(
            'a',
            {
              class: 'icon-button',
              href: `${media.url}?download=1`,
              download: media.name,
              'aria-label': t('media.download-short'),
              title: t('media.download-short'),
            },
            icon('download'),
          ),
      iconButton(icon('close'), t('close'), () => dialog.close(), { autofocus: true }),
    );
    stage.className = `viewer-stage ${kind ?? 'none'}`;
    fill(stage, content(media, kind));
    const at = gallery.findIndex(({ id }) => id === current.id);
    previous.hidden = at <= 0;
    next.hidden = at < 0 || at >= gallery.length - 1;
  }

  /** @param {number} by */
  function step(by) {
    const at = gallery.findIndex(({ id }) => id === current.id);
    const other = at < 0 ? undefined : gallery[at + by];
    if (other === undefined) return;
    current = other;
    show();
  }

  function zoom() {
    stage.classList.toggle('zoomed');
  }

  /**
   * @param {MediaView} media
   * @param {ReturnType<typeof viewerKind>} kind
   */
  function content(media, kind) {
    if (kind === 'image') {
      return h('img', { src: media.url, alt: media.name, on: { click: zoom } });
    }
    if (kind === 'video') return h('video', { src: media.url, controls: true, autoplay: true });
    if (kind === 'audio') return h('audio', { src: media.url, controls: true });
    if (kind === 'pdf') return h('iframe', { src: media.url, title: media.name });
    if (kind === 'text') return textOf(media);
    return h('p', {}, t('viewer.cannot'));
  }
}

/** @param {MediaView} media */
function textOf(media) {
  const box = h('pre', { class: 'viewer-text', tabindex: '0' }, t('loading'));
  fetch(media.url)
    .then((response) => response.arrayBuffer())
    .then((bytes) => {
      const text = decode(new Uint8Array(bytes));
      box.textContent = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}\n…` : text;
    })
    .catch(() => {
      box.textContent = t('error.unreachable');
    });
  return box;
}

/**
 * Registers of banks are often in windows-1251.
 * @param {Uint8Array} bytes
 */
function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}
