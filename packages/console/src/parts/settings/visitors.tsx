/** What agents see of visitors (CV-12, IN-1, IN-6), and who is blocked, to be undone here (RT-14). */
import '../../styles/visitors.css'
import type { Block } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole, useDesk } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import { writeRoute } from '../../models/route.ts'
import { dateAndTime } from '../../models/time.ts'
import { FieldGroup, Switch } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { useMay } from '../use-may.ts'
import { errorText } from '../words.ts'
import type { SectionProps } from './section.ts'

export function VisitorsSection({ site, settings, set }: SectionProps) {
  const { visitors } = settings
  const may = useMay(site)
  const change = (some: Partial<typeof visitors>) => set({ visitors: { ...visitors, ...some } })
  return (
    <div class="settings-fields">
      <Switch
        label={t('visitors.listedSetting')}
        hint={t('visitors.listedHint')}
        isOn={visitors.listed}
        hook="visitors-listed"
        onChange={(listed) => change({ listed })}
      />
      <Switch
        label={t('visitors.preview')}
        hint={t('visitors.previewHint')}
        isOn={visitors.typingPreview}
        hook="visitors-preview"
        onChange={(typingPreview) => change({ typingPreview })}
      />
      <Switch
        label={t('visitors.extraction')}
        hint={t('visitors.extractionHint')}
        isOn={visitors.extraction}
        hook="visitors-extraction"
        onChange={(extraction) => change({ extraction })}
      />
      {may('visitor.block') && <Blocks site={site} />}
    </div>
  )
}

function Blocks({ site }: { site: string }) {
  const { http, notices } = useConsole()
  const { client } = useDesk()
  const blocks = useSignal<Block[] | null>(null)

  async function load() {
    const answer = await http.visitors.blocks(site)
    if (answer.ok) blocks.value = answer.value.blocks
    else notices.tell(errorText(answer.error), 'danger')
  }
  useEffect(() => void load(), [site])

  async function undo(visitor: string) {
    const { error } = await client.request('block', { visitor, on: false })
    if (error !== undefined) return notices.tell(errorText(error), 'danger')
    notices.tell(t('block.undone'))
    await load()
  }

  return (
    <FieldGroup label={t('block.list')} hook="blocks">
      {blocks.value !== null && blocks.value.length === 0 && <p class="field-hint">{t('block.nobody')}</p>}
      <ul class="lines">
        {(blocks.value ?? []).map((block) => (
          <li key={block.visitor} data-foyer="blocked">
            <Icon name="shield" size={16} />
            <span>
              <a href={writeRoute({ screen: 'visitors', site, list: 'everybody', visitor: block.visitor })}>
                <bdi>{cleanName(block.nickname)}</bdi>
              </a>
              <small class="blocked-more">
                {dateAndTime(block.at, locale.value)} · <bdi>{cleanName(block.by.name ?? '')}</bdi>
                {block.network !== undefined && block.until !== undefined && (
                  <>
                    {' · '}
                    {t('block.networkUntil', {
                      network: block.network,
                      when: dateAndTime(block.until, locale.value),
                    })}
                  </>
                )}
              </small>
            </span>
            <button
              type="button"
              class="button"
              data-foyer="unblock"
              onClick={() => void undo(block.visitor)}
            >
              {t('block.undo')}
            </button>
          </li>
        ))}
      </ul>
    </FieldGroup>
  )
}
