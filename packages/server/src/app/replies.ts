/** All that agents answer with and fill in afterwards, as the HTTP side is given it. */
import type { PhraseDesk } from './phrases.ts'
import type { ProductDesk } from './products.ts'
import type { QuickReplyDesk } from './quick-replies.ts'
import type { RatingDesk } from './ratings.ts'
import type { SummaryDesk } from './summaries.ts'
import type { TranslationDesk } from './translation.ts'

export interface RepliesDesk {
  quickReplies: QuickReplyDesk
  phrases: PhraseDesk
  translation: TranslationDesk
  ratings: RatingDesk
  summaries: SummaryDesk
  products: ProductDesk
}
