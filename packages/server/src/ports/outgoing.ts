/**
 * Requests that the server makes because of a site's settings, all of them through one guard. It promises:
 * http and https only, no credentials in the address, no port of another protocol, public addresses only
 * (as they are when the connection is made) unless the operator allowed private ones, no redirect followed.
 */

/** Why nothing came back. `refused`: the guard did not let it out. */
export type Undelivered = 'refused' | 'unreachable' | 'timeOut' | 'tooLong' | 'stopped'

export interface Post {
  url: string
  body: string
  headers?: Record<string, string>
  /** Milliseconds for all of it. */
  within: number
  /** Bytes of the answer. */
  most: number
  signal?: AbortSignal
}

export interface Outgoing {
  /**
   * Posts JSON. Never throws. `status` may be any, redirects too: they are answers like others. It is there also
   * where the rest of the answer was too long, or too late.
   */
  post(request: Post): Promise<{ status: number; text: string } | { failed: Undelivered; status?: number }>
  /** For clients that want a fetch of their own. Sizes and times are theirs to limit. */
  fetch: typeof fetch
}

/** Posts JSON in the site's name: signed with its secret. The same `id` again is the same thing said again. */
export type SignedPost = (
  site: string,
  request: Omit<Post, 'body' | 'headers'> & { id: string; body: object },
) => ReturnType<Outgoing['post']>
