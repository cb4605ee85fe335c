/** Codes of the gateway's error bodies and their HTTP statuses. */
const STATUS = {
  invalid_request: 400,
  invalid_credentials: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  unsupported_media_type: 415,
  too_many_requests: 429,
  internal_server_error: 500,
} as const;

export type GatewayErrorCode = keyof typeof STATUS;

/** An error answer of the gateway. */
export class GatewayProblem extends Error {
  override readonly name = 'GatewayProblem';
  readonly code: GatewayErrorCode;
  /** The field it is about, `receipt.customer.phone`. */
  readonly parameter: string | null;
  readonly status: number;

  /** @param status other than the code's, for troubles that were asked for. */
  constructor(
    code: GatewayErrorCode,
    description: string,
    parameter: string | null = null,
    status: number = STATUS[code],
  ) {
    super(description);
    this.code = code;
    this.parameter = parameter;
    this.status = status;
  }

  /** @param id made up per answer. */
  body(id: string): object {
    return {
      type: 'error',
      id,
      code: this.code,
      description: this.message,
      ...(this.parameter === null ? {} : { parameter: this.parameter }),
    };
  }
}

/** A 400 about one field. */
export function invalid(parameter: string, description: string): GatewayProblem {
  return new GatewayProblem('invalid_request', description, parameter);
}
