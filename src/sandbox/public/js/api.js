/** The sandbox's routes, see README.md beside the server. */

/**
 * @typedef {import('../../person-api.ts').PersonAction} PersonAction
 * @typedef {import('../../person-api.ts').ActionResult} ActionResult
 */

/** The sandbox said no (`code` is its word for why), or did not answer (`unreachable`). */
export class ApiError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** @type {number | null} */
let botId = null;

/**
 * Which bot all further requests mean; null = the server's default.
 * @param {number | null} id
 */
export function chooseBot(id) {
  botId = id;
}

export function chosenBot() {
  return botId;
}

/**
 * @param {string} path
 * @param {Record<string, string | number | null | undefined>} [query]
 */
function address(path, query = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, bot: botId })) {
    if (value !== null && value !== undefined) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/**
 * @param {string} url
 * @param {RequestInit} [init]
 * @returns {Promise<unknown>}
 */
async function request(url, init = {}) {
  const response = await fetch(url, init).catch(() => null);
  if (response === null) throw new ApiError('unreachable', 'The sandbox does not answer');
  return readAnswer(response.ok, response.status, await response.text().catch(() => ''));
}

/**
 * @param {boolean} ok
 * @param {number} status
 * @param {string} body
 */
function readAnswer(ok, status, body) {
  /** @type {unknown} */
  let value = null;
  try {
    value = body === '' ? null : JSON.parse(body);
  } catch {
    throw new ApiError('unreadable', `${status}`);
  }
  if (ok) return value;
  const problem = /** @type {{ error?: { code?: string, message?: string } } | null} */ (value)?.error;
  throw new ApiError(problem?.code ?? 'broken', problem?.message ?? `${status}`);
}

/**
 * @param {string} url
 * @param {unknown} body
 */
function post(url, body) {
  return request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** @returns {Promise<import('../../person-api.ts').StateView>} */
export async function readState() {
  return /** @type {import('../../person-api.ts').StateView} */ (
    await request(address('/sandbox/api/state'))
  );
}

/**
 * @param {import('../../person-api.ts').PersonDraft} draft
 * @returns {Promise<import('../../person-api.ts').PersonView>}
 */
export async function addPerson(draft) {
  const person = await post(address('/sandbox/api/people'), draft);
  return /** @type {import('../../person-api.ts').PersonView} */ (person);
}

/**
 * @param {import('../../person-api.ts').GroupDraft} draft
 * @returns {Promise<import('../../person-api.ts').ChatSummary>}
 */
export async function addGroup(draft) {
  const chat = await post(address('/sandbox/api/groups'), draft);
  return /** @type {import('../../person-api.ts').ChatSummary} */ (chat);
}

/**
 * @param {number} personId
 * @returns {Promise<import('../../person-api.ts').ChatSummary[]>}
 */
export async function readChats(personId) {
  const chats = await request(address(`/sandbox/api/people/${personId}/chats`));
  return /** @type {import('../../person-api.ts').ChatSummary[]} */ (chats);
}

/**
 * @param {number} chatId
 * @param {{ person: number, limit?: number, before?: number }} query
 * @returns {Promise<import('../../person-api.ts').ChatView>}
 */
export async function readChat(chatId, query) {
  const chat = await request(address(`/sandbox/api/chats/${chatId}`, query));
  return /** @type {import('../../person-api.ts').ChatView} */ (chat);
}

/**
 * @param {number} personId
 * @param {PersonAction} action
 * @returns {Promise<ActionResult>}
 */
export async function act(personId, action) {
  const result = await post(address(`/sandbox/api/people/${personId}/actions`), action);
  return /** @type {ActionResult} */ (result);
}

/**
 * Sends files; several become an album.
 * @param {number} personId
 * @param {{ files: File[], kind: string, caption?: string, chatId: number, topicId?: number | null, duration?: number }} upload
 *   `duration` in seconds.
 * @param {(part: number) => void} [onProgress] 0…1
 * @returns {Promise<ActionResult>}
 */
export function sendFiles(personId, upload, onProgress = () => {}) {
  const form = new FormData();
  form.set('kind', upload.kind);
  form.set('chatId', String(upload.chatId));
  if (upload.caption) form.set('caption', upload.caption);
  if (upload.topicId) form.set('topicId', String(upload.topicId));
  if (upload.duration) form.set('duration', String(Math.round(upload.duration)));
  for (const file of upload.files) form.append('file', file, file.name);
  // fetch cannot report how much has been sent.
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', address(`/sandbox/api/people/${personId}/upload`));
    xhr.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    xhr.addEventListener('error', () => reject(new ApiError('unreachable', 'The sandbox does not answer')));
    xhr.addEventListener('load', () => {
      try {
        const isOk = xhr.status >= 200 && xhr.status < 300;
        resolve(/** @type {ActionResult} */ (readAnswer(isOk, xhr.status, xhr.responseText)));
      } catch (error) {
        reject(error);
      }
    });
    xhr.send(form);
  });
}

/**
 * @param {string | null} phone
 * @returns {Promise<import('../../person-api.ts').SmsView[]>}
 */
export async function readSms(phone) {
  const list = await request(address('/sandbox/api/sms', { phone }));
  return /** @type {import('../../person-api.ts').SmsView[]} */ (list);
}

/** @returns {Promise<import('../../person-api.ts').MailView[]>} */
export async function readMail() {
  return /** @type {import('../../person-api.ts').MailView[]} */ (
    await request(address('/sandbox/api/mail'))
  );
}

/**
 * @param {number | null} chatId
 * @param {number} limit
 * @returns {Promise<import('../../person-api.ts').ApiCallView[]>}
 */
export async function readCalls(chatId, limit) {
  const calls = await request(address('/sandbox/api/calls', { chat: chatId, limit }));
  return /** @type {import('../../person-api.ts').ApiCallView[]} */ (calls);
}

/**
 * @param {number} chatId
 * @param {import('../../person-api.ts').GroupAction} action
 * @returns {Promise<import('../../person-api.ts').ChatSummary>} After an upgrade: the new chat.
 */
export async function actOnGroup(chatId, action) {
  const chat = await post(address(`/sandbox/api/groups/${chatId}/actions`), action);
  return /** @type {import('../../person-api.ts').ChatSummary} */ (chat);
}

/** Whose calls meet a fault: the Bot API's, or the payment gateway's. @typedef {'telegram' | 'gateway'} FaultPlace */

const FAULTS = { telegram: '/sandbox/api/faults', gateway: '/sandbox/api/gateway/faults' };

/**
 * @param {FaultPlace} place
 * @returns {Promise<import('../../person-api.ts').FaultView[]>}
 */
export async function readFaults(place) {
  const faults = await request(address(FAULTS[place]));
  return /** @type {import('../../person-api.ts').FaultView[]} */ (faults);
}

/**
 * @param {FaultPlace} place
 * @param {import('../../person-api.ts').Fault} fault
 */
export async function addFault(place, fault) {
  await post(address(FAULTS[place]), fault);
}

/**
 * @param {FaultPlace} place
 * @param {number | null} id null = all.
 */
export async function removeFault(place, id) {
  const path = FAULTS[place];
  await request(address(id === null ? path : `${path}/${id}`), { method: 'DELETE' });
}

/**
 * @param {import('../../person-api.ts').SettingsDraft} draft
 * @returns {Promise<import('../../person-api.ts').SettingsView>}
 */
export async function changeSettings(draft) {
  return /** @type {import('../../person-api.ts').SettingsView} */ (
    await post(address('/sandbox/api/settings'), draft)
  );
}

/**
 * Lets go the updates that are held back.
 * @param {'forward' | 'backward'} order
 */
export async function releaseUpdates(order) {
  await post(address('/sandbox/api/updates/release'), { order });
}

/** @returns {Promise<import('../../gateway-api.ts').GatewayView>} */
export async function readGateway() {
  const gateway = await request(address('/sandbox/api/gateway'));
  return /** @type {import('../../gateway-api.ts').GatewayView} */ (gateway);
}

/**
 * @param {'payments' | 'refunds' | 'methods'} what
 * @param {string} id
 * @param {import('../../gateway-api.ts').GatewayPaymentAction | import('../../gateway-api.ts').GatewayRefundAction | import('../../gateway-api.ts').GatewayMethodAction} action
 */
export async function actAtGateway(what, id, action) {
  await post(address(`/sandbox/api/gateway/${what}/${encodeURIComponent(id)}/actions`), action);
}

/** @param {import('../../gateway-api.ts').GatewayNotificationAction} action */
export async function actOnNotification(action) {
  await post(address('/sandbox/api/gateway/notifications/actions'), action);
}

/** @param {import('../../gateway-api.ts').GatewaySettingsDraft} draft */
export async function changeGateway(draft) {
  await post(address('/sandbox/api/gateway/settings'), draft);
}

/** Everything as at the beginning. */
export async function resetSandbox() {
  await post(address('/sandbox/api/reset'), {});
}

export function eventsAddress() {
  return address('/sandbox/events', { person: 'all' });
}
