/** What every card of the behaviour is given. */
import type { Assistant } from '../../models/assistant.ts'
import type { SiteDraft } from '../use-site-draft.ts'

export interface CardProps {
  assistant: Assistant
  draft: SiteDraft
}
