import { h, mayMove } from '../dom.js';
import { fileSize } from '../format.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { audioPlayer } from './voice-player.js';

/**
 * @typedef {import('../../../person-api.ts').MessageView} MessageView
 * @typedef {import('../../../person-api.ts').MediaView} MediaView
 */

/** Largest side of a picture in a bubble, CSS pixels. */
const MAX_SIDE = 420;
const MIN_SIDE = 120;
/** A mosaic is as wide as that. */
const ALBUM_WIDTH = 430;

/**
 * The file of a message.
 * @param {MessageView} message
 * @param {(message: MessageView) => void} open Shows it large.
 * @returns {HTMLElement | null}
 */
export function mediaElement(message, open) {
  const { media, kind } = message;
  if (media === null) return null;
  if (kind === 'photo') return picture(message, media, open);
  if (kind === 'video' || kind === 'animation') return film(message, media, open);
  if (kind === 'voice' || kind === 'audio') return audioPlayer(media, kind);
  return documentRow(message, media, open);
}

/**
 * @param {MediaView} media
 * @returns {{ width: number, height: number }} Room in the bubble, kept before the bytes are here.
 */
export function pictureRoom({ width, height }) {
  const w = width ?? 320;
  const h2 = height ?? 240;
  const scale = Math.min(MAX_SIDE / w, MAX_SIDE / h2, 1);
  return {
    width: Math.max(MIN_SIDE, Math.round(w * scale)),
    height: Math.max(MIN_SIDE, Math.round(h2 * scale)),
  };
}

/**
 * @param {MessageView} message
 * @param {MediaView} media
 * @param {(message: MessageView) => void} open
 */
function picture(message, media, open) {
  const { width, height } = pictureRoom(media);
  const button = h(
    'button',
    {
      type: 'button',
      class: 'picture',
      style: { '--ratio': String(width / height) },
      'aria-label': t('media.open-photo'),
    },
    image(media),
  );
  button.addEventListener('click', () => open(message));
  return button;
}

/** @param {MediaView} media */
function image(media) {
  const element = h('img', {
    src: media.url,
    alt: '',
    loading: 'lazy',
    decoding: 'async',
    draggable: 'false',
  });
  element.addEventListener('error', () => {
    element.replaceWith(h('span', { class: 'picture-broken' }, icon('image', 32), t('media.broken')));
  });
  return element;
}

/**
 * @param {MessageView} message
 * @param {MediaView} media
 * @param {(message: MessageView) => void} open
 */
function film(message, media, open) {
  if (media.mimeType.startsWith('image/')) return picture(message, media, open);
  const { width, height } = pictureRoom(media);
  const isAnimation = message.kind === 'animation';
  const video = h('video', {
    src: media.url,
    preload: 'metadata',
    playsinline: true,
    loop: isAnimation,
    controls: !isAnimation || !mayMove(),
    autoplay: isAnimation && mayMove(),
    'aria-label': media.name,
  });
  if (isAnimation) /** @type {HTMLVideoElement} */ (video).muted = true;
  video.addEventListener('error', () => {
    video.replaceWith(h('span', { class: 'picture-broken' }, icon('video', 32), t('media.broken')));
  });
  return h(
    'div',
    { class: 'picture film', style: { '--ratio': String(width / height) } },
    video,
    isAnimation ? h('span', { class: 'film-mark' }, 'GIF') : null,
  );
}

/** @param {string} name */
function extension(name) {
  const match = /\.([\p{L}\d]{1,5})$/u.exec(name);
  return match === null ? '' : (match[1] ?? '').toLowerCase();
}

/**
 * How wide the pictures of a message want to be, CSS pixels; 0 = there are none.
 * @param {MessageView[]} messages One, or an album.
 */
export function picturesWidth(messages) {
  if (messages.length > 1) return ALBUM_WIDTH;
  const media = messages[0]?.media;
  return media ? pictureRoom(media).width : 0;
}

/**
 * What the page can show itself.
 * @param {MediaView} media
 * @returns {'image' | 'pdf' | 'text' | 'video' | 'audio' | null}
 */
export function viewerKind({ mimeType, name }) {
  if (/^image\/(png|jpeg|gif|webp)$/.test(mimeType)) return 'image';
  if (mimeType === 'application/pdf') return 'pdf';
  if (mimeType.startsWith('video/')) return 'video';
  if (mimeType.startsWith('audio/')) return 'audio';
  if (mimeType.startsWith('text/') || /^(csv|txt|json|xml|log|md)$/.test(extension(name))) return 'text';
  return null;
}

/**
 * @param {MessageView} message
 * @param {MediaView} media
 * @param {(message: MessageView) => void} open
 */
function documentRow(message, media, open) {
  const canOpen = viewerKind(media) !== null;
  const isPicture = viewerKind(media) === 'image';
  const kind = extension(media.name);
  const mark = h(
    'button',
    {
      type: 'button',
      class: `file-mark ${isPicture ? 'thumb' : ''}`,
      data: { kind },
      'aria-label': t(canOpen ? 'media.open-file' : 'media.download', { name: media.name }),
      title: t(canOpen ? 'media.open' : 'media.download-short'),
    },
    isPicture ? image(media) : h('span', {}, kind === '' ? icon('file', 24) : kind),
  );
  mark.addEventListener('click', () => {
    if (canOpen) open(message);
    else download(media);
  });
  return h(
    'div',
    { class: 'file-row' },
    mark,
    h(
      'div',
      { class: 'file-side' },
      h('span', { class: 'file-name', title: media.name }, ...shortened(media.name)),
      h(
        'span',
        { class: 'file-under' },
        h('span', {}, fileSize(media.size)),
        message.protected
          ? null
          : h(
              'a',
              {
                class: 'file-download',
                href: `${media.url}?download=1`,
                download: media.name,
                'aria-label': t('media.download', { name: media.name }),
              },
              t('media.download-short'),
            ),
      ),
    ),
  );
}

/**
 * A long name loses its middle, never its end.
 * @param {string} name
 * @returns {Node[]}
 */
function shortened(name) {
  const tail = name.length > 24 ? name.slice(-10) : '';
  return [h('span', { class: 'name-head' }, name.slice(0, name.length - tail.length)), h('span', {}, tail)];
}

/** @param {MediaView} media */
export function download(media) {
  const link = /** @type {HTMLAnchorElement} */ (
    h('a', { href: `${media.url}?download=1`, download: media.name })
  );
  link.click();
}

/** How many stand in each row of a mosaic. */
const ROWS = [[], [1], [2], [1, 2], [2, 2], [2, 3], [3, 3], [2, 2, 3], [2, 3, 3], [3, 3, 3], [3, 3, 4]];

/**
 * Photos and videos of an album as a mosaic; other files one under another.
 * @param {MessageView[]} messages
 * @param {(message: MessageView) => void} open
 */
export function albumElement(messages, open) {
  const isMosaic = messages.every(({ kind }) => kind === 'photo' || kind === 'video');
  if (!isMosaic) {
    return h('div', { class: 'album files' }, ...messages.map((message) => mediaElement(message, open)));
  }
  const mosaic = h('div', { class: 'album mosaic' });
  const rest = [...messages];
  const first = messages[0]?.media;
  const isTall = (first?.height ?? 1) > (first?.width ?? 1);
  const rows = messages.length === 3 && isTall ? [3] : (ROWS[messages.length] ?? [messages.length]);
  for (const count of rows) {
    const row = h('div', { class: 'mosaic-row' });
    for (const message of rest.splice(0, count)) row.appendChild(mosaicItem(message, open));
    mosaic.appendChild(row);
  }
  return mosaic;
}

/**
 * @param {MessageView} message
 * @param {(message: MessageView) => void} open
 */
function mosaicItem(message, open) {
  const { media } = message;
  const ratio = Math.min(1.9, Math.max(0.62, (media?.width ?? 4) / (media?.height ?? 3)));
  const element = mediaElement(message, open) ?? h('span');
  element.style.setProperty('--ratio', String(ratio));
  element.style.setProperty('flex', `${ratio} 1 0`);
  element.dataset.id = String(message.id);
  return element;
}
