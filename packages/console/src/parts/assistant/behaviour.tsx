/** How the assistant behaves: the bot, what it recommends and sends, when people take over, who answers. */
import '../../styles/behaviour.css'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { useSiteDraft } from '../use-site-draft.ts'
import { AnswererCard } from './answerer-card.tsx'
import { BotCard } from './bot-card.tsx'
import { HandoffCard } from './handoff-card.tsx'
import { RecommendCard } from './recommend-card.tsx'
import { SaveBar } from './save-bar.tsx'
import { Failed, Waiting } from './states.tsx'
import { TextsCard } from './texts-card.tsx'

export function Behaviour({ assistant }: { assistant: Assistant }) {
  const { sites } = useConsole()
  const { site } = assistant
  const draft = useSiteDraft(site)
  const held = sites.of(site).value
  useEffect(() => void assistant.secrets.need(), [assistant])
  if (held.state === 'failed') {
    return <Failed title={t('settings.failed')} error={held.error} onRetry={() => void sites.load(site)} />
  }
  if (draft.settings.value === null) return <Waiting />
  return (
    <div class="assistant-body" data-foyer="behaviour">
      <div class="cards">
        <BotCard assistant={assistant} draft={draft} />
        <RecommendCard assistant={assistant} draft={draft} />
        <HandoffCard assistant={assistant} draft={draft} />
        <TextsCard assistant={assistant} draft={draft} />
        <AnswererCard assistant={assistant} draft={draft} />
      </div>
      <SaveBar draft={draft} />
    </div>
  )
}
