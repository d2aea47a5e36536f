/** One conversation: who it is with, its messages, and the composer. */
import type { VNode } from 'preact'
import { Composer } from './composer.tsx'
import { Avatar, faceOf, ThreadHeader } from './header.tsx'
import type { Model } from './model.ts'
import { PersonBar } from './person.tsx'
import { RichText } from './rich.tsx'

export function Thread({ m }: { m: Model }): VNode {
  const t = m.texts.value
  const isClosed = m.isClosed.value
  const hasThread = m.hasThread.value
  const list = m.pieces.messages.module.value
  const live = m.pieces.live.module.value
  const around = m.pieces.around.module.value
  if (hasThread && list === null) m.wake()
  const { forms } = m.dress.value.config
  const asks = m.pieces.forms.module.value
  const awaits = forms && !asks && m.client.conversation.value.id.value === null
  // What could not be fetched is tried again when the visitor asks for it: drawing alone would go on without end.
  const missing = awaits && m.warning.value
  if (awaits && !missing) m.pieces.forms.load().catch(m.tellMissing)
  return (
    <>
      <ThreadHeader m={m} />
      <div class="area">
        {list === null ? (
          <div part="thread" class="scroll">
            <div class="log">
              <Welcome m={m} />
              <Guided m={m} />
            </div>
          </div>
        ) : (
          <list.MessageList m={m}>
            <Welcome m={m} />
            <Guided m={m} />
          </list.MessageList>
        )}
      </div>
      {live && <live.LinkLine m={m} />}
      {isClosed || missing ? (
        <footer part="ended">
          <p role="status">{missing || t.ended}</p>
          {missing ? (
            <button type="button" part="reconnect" class="main" onClick={() => (m.warning.value = '')}>
              {t.talk}
            </button>
          ) : (
            <button type="button" part="start-new" class="main" onClick={m.talk}>
              {t.startNew}
            </button>
          )}
        </footer>
      ) : (
        <>
          <PersonBar m={m} />
          {around && <around.QuickMenu m={m} />}
          {asks ? <asks.Gate m={m} /> : !awaits && <Composer m={m} />}
        </>
      )}
    </>
  )
}

function Welcome({ m }: { m: Model }): VNode | null {
  const { config } = m.dress.value
  return config.welcome === '' ? null : (
    <div part="message" data-side="them" data-first data-last>
      <Avatar {...faceOf(null, m)} />
      <div class="body">
        <div part="bubble" class="rich">
          <RichText text={config.welcome} />
        </div>
      </div>
    </div>
  )
}

/** Entries to begin with, until something was said (AS-14). */
function Guided({ m }: { m: Model }): VNode | null {
  const t = m.texts.value
  const { config } = m.dress.value
  const guided = config.assistant?.guided
  return !guided?.length || m.hasThread.value ? null : (
    <fieldset part="guided" aria-label={t.guided}>
      {guided.map(({ id, question }) => (
        <button key={id} type="button" part="option" dir="auto" onClick={() => m.send(question, id)}>
          {question}
        </button>
      ))}
    </fieldset>
  )
}
