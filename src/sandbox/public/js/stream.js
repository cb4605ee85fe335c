import { eventsAddress } from './api.js';

/** @typedef {import('../../person-api.ts').SandboxEvent} SandboxEvent */

/** The first try comes soon: a restart of the sandbox takes a second. */
const FIRST_RETRY_MS = 400;
const LAST_RETRY_MS = 5_000;

/**
 * One connection for the events of everybody. It is opened again by itself; after each opening
 * `onOpen` is called and everything shown is to be read anew, because events were missed.
 * @param {{ onEvent: (event: SandboxEvent) => void, onOpen: () => void, onLost: () => void }} handlers
 * @returns {{ reopen: () => void, close: () => void }}
 */
export function openStream({ onEvent, onOpen, onLost }) {
  /** @type {EventSource | null} */
  let source = null;
  let timer = 0;
  let wait = FIRST_RETRY_MS;

  function open() {
    close();
    const mine = new EventSource(eventsAddress());
    source = mine;
    mine.addEventListener('message', (message) => {
      if (source !== mine) return;
      /** @type {SandboxEvent} */
      const event = JSON.parse(message.data);
      if (event.type === 'hello') {
        wait = FIRST_RETRY_MS;
        onOpen();
      } else onEvent(event);
    });
    mine.addEventListener('error', () => {
      if (source !== mine) return;
      close();
      onLost();
      timer = window.setTimeout(open, wait);
      wait = Math.min(wait * 2, LAST_RETRY_MS);
    });
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  addEventListener('online', open);
  open();
  return {
    reopen: open,
    close() {
      removeEventListener('online', open);
      close();
    },
  };
}
