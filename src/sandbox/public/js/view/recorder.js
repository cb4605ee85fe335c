import { sendFiles } from '../api.js';
import { h, iconButton } from '../dom.js';
import { playTime } from '../format.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { showError } from './toast.js';

/** Telegram's own voices are Opus in Ogg; Chromium can only pack Opus into WebM. */
const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];

/** Records a voice message with the microphone. */
export class Recorder {
  #session;
  /** @type {MediaRecorder | null} */
  #recorder = null;
  /** @type {Blob[]} */
  #parts = [];
  #since = 0;
  #timer = 0;
  #time;
  /** Recording has begun or ended. */
  onChange = () => {};

  /** @param {import('../session.js').Session} session */
  constructor(session) {
    this.#session = session;
    this.#time = h('span', { class: 'record-time', role: 'timer' }, '0:00');
    this.element = h(
      'div',
      { class: 'record-line' },
      h('span', { class: 'record-dot', 'aria-hidden': 'true' }),
      this.#time,
      h('span', { class: 'record-hint' }, t('voice.hint')),
      iconButton(icon('trash'), t('voice.cancel'), () => this.cancel()),
    );
  }

  get isOn() {
    return this.#recorder !== null;
  }

  /** @param {() => void} onDenied No microphone, or the person said no. */
  async start(onDenied) {
    const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null);
    const type = TYPES.find((known) => globalThis.MediaRecorder?.isTypeSupported(known));
    if (!stream || type === undefined) {
      onDenied();
      return;
    }
    this.#parts = [];
    this.#recorder = new MediaRecorder(stream, { mimeType: type });
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#parts.push(data));
    this.#recorder.start();
    this.#since = performance.now();
    this.#timer = window.setInterval(() => {
      this.#time.textContent = playTime((performance.now() - this.#since) / 1000);
    }, 200);
    this.#time.textContent = '0:00';
    this.onChange();
  }

  cancel() {
    this.#stop();
  }

  finish() {
    const recorder = this.#recorder;
    if (recorder === null) return;
    const duration = (performance.now() - this.#since) / 1000;
    const { personId, chatId, topicId } = this.#session;
    recorder.addEventListener('stop', () => {
      const type = recorder.mimeType.split(';')[0] ?? 'audio/webm';
      const file = new File(this.#parts, `voice.${type.split('/')[1] ?? 'webm'}`, { type });
      sendFiles(personId, { files: [file], kind: 'voice', chatId, topicId, duration }).catch((error) =>
        showError(error),
      );
    });
    this.#stop();
  }

  #stop() {
    const recorder = this.#recorder;
    if (recorder === null) return;
    this.#recorder = null;
    clearInterval(this.#timer);
    recorder.stop();
    for (const track of recorder.stream.getTracks()) track.stop();
    this.onChange();
  }
}
