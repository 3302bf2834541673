/** A refusal in the shape that Clerk's SDKs expect: HTTP status, machine-readable code, and the form field it is about. */
export class LocalClerkError extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    extra: { field?: string; retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.name = "LocalClerkError";
    this.status = status;
    this.code = code;
    this.field = extra.field;
    this.retryAfterSeconds = extra.retryAfterSeconds;
  }

  /** The response body of Clerk's APIs for an error. */
  body() {
    const meta = this.field === undefined ? {} : { param_name: this.field };
    return { errors: [{ code: this.code, message: this.message, long_message: this.message, meta }], meta: {} };
  }
}

/** The answer to something that does not exist, or that this stand-in does not offer. */
export function notFound(message: string): LocalClerkError {
  return new LocalClerkError(404, "resource_not_found", message);
}

/** A refusal of one form field, shown beside it by Clerk's components. */
export function invalidField(field: string, code: string, message: string): LocalClerkError {
  return new LocalClerkError(422, code, message, { field });
}
