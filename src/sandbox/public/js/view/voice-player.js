import { h } from '../dom.js';
import { fileSize, playTime } from '../format.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';

/** @typedef {import('../../../person-api.ts').MediaView} MediaView */

const BARS = 34;

/** @type {HTMLAudioElement | null} Only one sounds at a time. */
let playing = null;

/**
 * A voice message or a piece of music.
 * @param {MediaView} media
 * @param {'voice' | 'audio'} kind
 */
export function audioPlayer(media, kind) {
  const audio = /** @type {HTMLAudioElement} */ (h('audio', { preload: 'none', src: media.url }));
  const button = /** @type {HTMLButtonElement} */ (
    h('button', { type: 'button', class: 'play-button', 'aria-label': t('media.play') }, icon('play', 24))
  );
  const line = h('span', { class: 'player-line' });
  const time = h('span', { class: 'player-time' }, playTime(media.duration ?? 0));
  const track = h('div', { class: 'player-track' }, kind === 'voice' ? waves(media.fileId) : line);
  const title = kind === 'voice' ? null : h('span', { class: 'file-name' }, media.name);
  const size = kind === 'voice' ? null : h('span', {}, ` · ${fileSize(media.size)}`);
  const element = h(
    'div',
    { class: `player ${kind}` },
    button,
    h('div', { class: 'player-side' }, title, track, h('div', { class: 'player-under' }, time, size)),
    audio,
  );

  const length = () => (Number.isFinite(audio.duration) ? audio.duration : (media.duration ?? 0));
  const show = () => {
    const isOn = !audio.paused;
    const part = length() > 0 ? Math.min(1, audio.currentTime / length()) : 0;
    element.style.setProperty('--part', String(part));
    element.classList.toggle('playing', isOn);
    button.replaceChildren(icon(isOn ? 'pause' : 'play', 24));
    button.setAttribute('aria-label', t(isOn ? 'media.pause' : 'media.play'));
    time.textContent = playTime(isOn || audio.currentTime > 0 ? audio.currentTime : length());
  };
  for (const type of ['play', 'pause', 'timeupdate', 'ended', 'durationchange'])
    audio.addEventListener(type, show);
  audio.addEventListener('error', () => {
    element.classList.add('broken');
    time.textContent = t('media.broken');
  });
  button.addEventListener('click', () => {
    if (!audio.paused) {
      audio.pause();
      return;
    }
    if (playing !== audio) playing?.pause();
    playing = audio;
    audio.play().catch(() => element.classList.add('broken'));
  });
  track.addEventListener('click', (event) => {
    const box = track.getBoundingClientRect();
    if (length() > 0) audio.currentTime = ((event.clientX - box.left) / box.width) * length();
  });
  return element;
}

/**
 * Bars made of the file's id: the sound itself is not read, but equal files look equal.
 * @param {string} seed
 */
function waves(seed) {
  const box = h('span', { class: 'waves' });
  let state = 7;
  for (const char of seed) state = (state * 31 + char.charCodeAt(0)) % 65_521;
  for (let bar = 0; bar < BARS; bar += 1) {
    state = (state * 75 + 74) % 65_537;
    const height = 18 + Math.round((state / 65_537) * 82);
    box.appendChild(h('i', { style: { '--height': `${height}%`, '--at': String(bar / BARS) } }));
  }
  return box;
}
