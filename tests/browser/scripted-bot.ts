/** An update as far as the tests look into it. */
export interface SeenUpdate {
  update_id: number;
  message?: {
    message_id: number;
    text?: string;
    caption?: string;
    media_group_id?: string;
    chat: { id: number };
    from?: { id: number; first_name: string };
    contact?: { phone_number: string; user_id?: number };
    location?: { latitude: number; longitude: number };
    photo?: unknown[];
    document?: { file_name?: string };
    voice?: unknown;
    reply_to_message?: { message_id: number };
    successful_payment?: { total_amount: number };
  };
  edited_message?: { message_id: number; text?: string };
  callback_query?: { id: string; data?: string; message?: { message_id: number; chat: { id: number } } };
  pre_checkout_query?: { id: string; total_amount: number; order_info?: { email?: string } };
  my_chat_member?: { new_chat_member: { status: string } };
}

export interface ScriptedBot {
  /** Everything received so far, oldest first. */
  readonly updates: SeenUpdate[];
  /** Calls a method; the result. @throws Error with Telegram's words */
  call(method: string, params?: Record<string, unknown>): Promise<unknown>;
  /** sendMessage; the message's id. */
  say(chatId: number, text: string, more?: Record<string, unknown>): Promise<number>;
  /** Sends a file under `field` (`photo`, `document`); the message's id. */
  sendFile(
    method: string,
    chatId: number,
    file: { field: string; name: string; type: string; bytes: Uint8Array<ArrayBuffer> },
    more?: Record<string, unknown>,
  ): Promise<number>;
  /** The first update that fits, waiting for it if it has not come. */
  seen(fits: (update: SeenUpdate) => boolean): Promise<SeenUpdate>;
  stop(): Promise<void>;
}

/** What the bot does by itself with an update. */
export type Reaction = (update: SeenUpdate, bot: ScriptedBot) => Promise<void>;

const SEEN_WITHIN_MS = 30_000;

/**
 * A bot of a few lines that speaks real HTTP: a getUpdates loop, one update after another.
 * @param root like `http://127.0.0.1:8081`
 */
export function startScriptedBot(root: string, token: string, react: Reaction): ScriptedBot {
  const updates: SeenUpdate[] = [];
  const waiting = new Set<() => void>();
  const stopping = new AbortController();

  async function request(
    method: string,
    body: string | FormData,
    type?: string,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const response = await fetch(`${root}/bot${token}/${method}`, {
      method: 'POST',
      body,
      ...(type === undefined ? {} : { headers: { 'content-type': type } }),
      ...(signal === undefined ? {} : { signal }),
    });
    const answer: unknown = await response.json();
    if (!isAnswer(answer)) throw new Error(`${method}: not an answer of the Bot API`);
    if (!answer.ok) throw new Error(`${method}: ${answer.description ?? ''}`);
    return answer.result;
  }

  const bot: ScriptedBot = {
    updates,
    call: (method, params = {}) => request(method, JSON.stringify(params), 'application/json'),
    async say(chatId, text, more = {}) {
      return messageId(await bot.call('sendMessage', { chat_id: chatId, text, parse_mode: 'HTML', ...more }));
    },
    async sendFile(method, chatId, { field, name, type, bytes }, more = {}) {
      const form = new FormData();
      form.set('chat_id', String(chatId));
      for (const [key, value] of Object.entries(more)) {
        form.set(key, typeof value === 'string' ? value : JSON.stringify(value));
      }
      form.set(field, new Blob([bytes], { type }), name);
      return messageId(await request(method, form));
    },
    seen(fits) {
      return new Promise((resolve, reject) => {
        const check = (): void => {
          const found = updates.find(fits);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`the update did not come; seen: ${JSON.stringify(updates.slice(-3))}`));
        }, SEEN_WITHIN_MS);
        waiting.add(check);
        check();
      });
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };

  async function poll(): Promise<void> {
    let offset = 0;
    while (!stopping.signal.aborted) {
      const params = JSON.stringify({ offset, timeout: 20 });
      const batch = await request('getUpdates', params, 'application/json', stopping.signal).catch(() => []);
      for (const update of Array.isArray(batch) ? batch : []) {
        if (!isUpdate(update)) continue;
        offset = update.update_id + 1;
        updates.push(update);
        for (const check of [...waiting]) check();
        await react(update, bot);
      }
    }
  }
  const loop = poll();
  return bot;
}

function isAnswer(value: unknown): value is { ok: boolean; result?: unknown; description?: string } {
  return typeof value === 'object' && value !== null && 'ok' in value;
}

function isUpdate(value: unknown): value is SeenUpdate {
  return typeof value === 'object' && value !== null && 'update_id' in value;
}

function messageId(result: unknown): number {
  const message: unknown = Array.isArray(result) ? result[0] : result;
  if (typeof message === 'object' && message !== null && 'message_id' in message)
    return Number(message.message_id);
  throw new Error('the result is not a message');
}
