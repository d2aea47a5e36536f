/** What is kept with the events that cause it, and happens later: the transactional outbox. */
import type { Id, Time } from '@foyer/protocol'

/** Something that must happen at `at` or soon after, kept with the events that cause it. */
export interface Due {
  /** The cause's name: the same cause always gives the same. */
  id: string
  /**
   * `answer`: the assistant looks at a visitor's question. `standIn`: it does so where the site's own assistant, whose
   * turn it is, has not answered and is gone. `handOver`: outside people are told of a handoff.
   * `rated`: it goes to the report. `index`: a text that changed is to be found by its new words only.
   * `noteProfile`: what a message tells of its visitor is noted (IN-6).
   */
  kind:
    | 'wake'
    | 'removeFile'
    | 'answer'
    | 'standIn'
    | 'handOver'
    | 'warnIdle'
    | 'closeIdle'
    | 'rated'
    | 'index'
    | 'noteProfile'
  conversation: Id
  site: string
  at: Time
  /** How often it was tried in vain; not said: never. */
  tries?: number
}
