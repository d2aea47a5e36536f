/** Slow hashes of people's passwords. How slow, and how many at once, is the adapter's to know. */

export interface Passwords {
  /** In the hash's own notation, salt and cost included. */
  hash(password: string): Promise<string>
  /**
   * Whether the password belongs to `hash`. With null, for an account that is not there, it takes as long
   * and is false. `busy`: too many are waiting already.
   */
  verify(hash: string | null, password: string): Promise<boolean | 'busy'>
}
