/** Recommended answers (AS-2), sending them by themselves (AS-3), and how that differs from the bot. */
import { t } from '../../locale.ts'
import { Switch } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Card } from './card.tsx'
import type { CardProps } from './card-props.ts'
import { TableBox } from './table-box.tsx'

/** Columns: by hand, by itself, by the bot (AS-4 to AS-6). */
const rows = [
  ['differ.who', 'differ.who1', 'differ.who2', 'differ.who3'],
  ['differ.seen', 'differ.seen1', 'differ.seen2', 'differ.seen3'],
  ['differ.unread', 'differ.unread1', 'differ.unread2', 'differ.unread3'],
  ['differ.stops', 'differ.stops1', 'differ.stops2', 'differ.stops3'],
] as const

export function RecommendCard({ draft }: CardProps) {
  const settings = draft.settings.value
  if (settings === null) return null
  const { recommend, autoSend } = settings.assistant
  return (
    <Card title={t('recommend.title')} hint={t('recommend.hint')} hook="recommend-card">
      <Switch
        label={t('recommend.on')}
        hint={t('recommend.onHint')}
        isOn={recommend}
        hook="recommend"
        onChange={(isOn) =>
          draft.setAssistant(isOn ? { recommend: true } : { recommend: false, autoSend: false })
        }
      />
      <Switch
        label={t('recommend.auto')}
        hint={t('recommend.autoHint')}
        isOn={autoSend}
        hook="auto-send"
        // Sent by itself is what is recommended: the one asks for the other.
        onChange={(isOn) =>
          draft.setAssistant(isOn ? { recommend: true, autoSend: true } : { autoSend: false })
        }
      />
      <details class="differ" data-foyer="differ">
        <summary>
          <Icon name="chevron" size={15} />
          {t('differ.title')}
        </summary>
        <TableBox label={t('differ.title')}>
          <table class="table">
            <thead>
              <tr>
                <td />
                <th scope="col">{t('differ.hand')}</th>
                <th scope="col">{t('auto.recommended')}</th>
                <th scope="col">{t('auto.bot')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, ...cells]) => (
                <tr key={name}>
                  <th scope="row">{t(name)}</th>
                  {cells.map((cell) => (
                    <td key={cell}>{t(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
        <p class="field-hint">{t('differ.unanswered')}</p>
      </details>
    </Card>
  )
}
