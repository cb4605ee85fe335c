import type { Child } from './child.ts';

/** What a child does when its parent asks, by name. Arguments and results travel as JSON. */
export type Handlers = Readonly<Record<string, (args: never) => unknown>>;

/** The same functions on the parent's side. */
export type Remote<H extends Handlers> = {
  readonly [N in keyof H]: (args: Parameters<H[N]>[0]) => Promise<Awaited<ReturnType<H[N]>>>;
};

interface Question {
  readonly id: number;
  readonly name: string;
  readonly args: unknown;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** In the child: answer the parent's calls; the process ends with its parent. */
export function answerCalls(handlers: Handlers): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    const { id, name, args } = message as Question;
    void (async () => {
      let answer: Answer;
      try {
        const handler = handlers[name];
        if (handler === undefined) throw new Error(`there is no ${name}`);
        answer = { id, result: await handler(args as never) };
      } catch (error) {
        answer = { id, error: error instanceof Error ? error.message : String(error) };
      }
      process.send?.(answer);
    })();
  });
}

/** In the parent: call functions of a child that was started with `ipc`. A call fails when the child has ended. */
export function callsOf<H extends Handlers>(child: Child, names: readonly (keyof H & string)[]): Remote<H> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  child.process.on('message', (message) => {
    const { id, result, error } = message as Answer;
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(`${child.name}: ${error}`));
  });
  void child.exited.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${child.name} has ended`));
    waiting.clear();
  });
  const call = (name: string, args: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (!child.running()) {
        reject(new Error(`${child.name} has ended`));
        return;
      }
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      const question: Question = { id: lastId, name, args };
      child.process.send(question);
    });
  const entries = names.map((name) => [name, (args: unknown) => call(name, args)]);
  return Object.fromEntries(entries) as Remote<H>;
}
