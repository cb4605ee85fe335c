/** What a person tried cannot be done: the app would not offer it. */
export class ActionRefusal extends Error {
  override readonly name = 'ActionRefusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
