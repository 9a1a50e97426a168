/** Why something that was asked of the API was not done, to be shown to whoever asked. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  /** The HTTP status; 0 where the API was not reached. */
  readonly status: number
  readonly title: string
  readonly detail: string
  /** Where the request broke its contract. */
  readonly errors: readonly { readonly at: string; readonly detail: string }[]

  constructor(status: number, title: string, detail = '', errors: ProblemError['errors'] = []) {
    super(detail === '' ? title : `${title}: ${detail}`)
    this.status = status
    this.title = title
    this.detail = detail
    this.errors = errors
  }
}

/** Any failure as a problem that can be shown. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  return new ProblemError(0, 'Something went wrong in this page', error instanceof Error ? error.message : '')
}

/** The problem that an answer tells (RFC 9457), or one made from its status. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const told: unknown = await response.json().catch(() => ({}))
  const { title, detail, errors } = told as { title?: unknown; detail?: unknown; errors?: unknown }
  return new ProblemError(
    response.status,
    typeof title === 'string' ? title : `The API answered ${response.status}`,
    typeof detail === 'string' ? detail : '',
    Array.isArray(errors) ? errors : [],
  )
}
