/** One conversation: who it is with, its messages, and the composer. */
import type { VNode } from 'preact'
import { RichText } from '../text/index.ts'
import { Composer } from './composer.tsx'
import { Avatar, ThreadHeader } from './header.tsx'
import { LinkLine } from './link-line.tsx'
import type { Model } from './model.ts'
import { useValue } from './use-value.ts'

export function Thread({ m }: { m: Model }): VNode {
  const { texts: t } = useValue(m.dress)
  const isClosed = useValue(m.isClosed)
  const hasThread = useValue(m.hasThread)
  const list = useValue(m.pieces.messages.module)
  if (hasThread && list === null) m.fetchMessages()
  return (
    <>
      <ThreadHeader m={m} />
      <div class="area">
        {list === null ? (
          <div part="thread" class="scroll">
            <div class="log">
              <Welcome m={m} />
            </div>
          </div>
        ) : (
          <list.MessageList m={m}>
            <Welcome m={m} />
          </list.MessageList>
        )}
      </div>
      <LinkLine m={m} />
      {isClosed ? (
        <footer part="ended">
          <p role="status">{t.ended}</p>
          <button type="button" part="start-new" class="main" onClick={m.talk}>
            {t.startNew}
          </button>
        </footer>
      ) : (
        <Composer m={m} />
      )}
    </>
  )
}

function Welcome({ m }: { m: Model }): VNode | null {
  const { config } = useValue(m.dress)
  return config.welcome === '' ? null : (
    <div part="message" data-side="them" data-first data-last>
      <Avatar name={config.name} image={config.appearance.logo} />
      <div class="body">
        <div part="bubble" class="rich">
          <RichText text={config.welcome} />
        </div>
      </div>
    </div>
  )
}
