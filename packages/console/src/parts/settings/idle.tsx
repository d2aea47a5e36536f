/** After how much silence of the visitor a conversation is closed, and how long before they are told (CV-6). */
import type { IdleSettings } from '@foyer/protocol'
import { locale, t } from '../../locale.ts'
import { spanText } from '../../models/time.ts'
import { Select } from '../field.tsx'
import type { SectionProps } from './section.ts'

const minute = 60_000
const choices: Record<keyof IdleSettings, number[]> = {
  bot: [0, 5, 10, 15, 30, 60],
  human: [0, 15, 30, 60, 120, 240, 480, 720, 1_440],
  warn: [0, 1, 2, 5, 10, 15],
}

export function IdleSection({ settings, set }: SectionProps) {
  const { idle } = settings
  const optionsOf = (name: keyof IdleSettings) => {
    const minutes = [...new Set([...choices[name], idle[name] / minute])]
    return minutes
      .toSorted((one, other) => one - other)
      .map((count) => ({
        value: String(count * minute),
        label:
          count === 0
            ? t(name === 'warn' ? 'idle.noWarning' : 'messages.never')
            : spanText(count * minute, locale.value),
      }))
  }
  const closesBefore = [idle.bot, idle.human].filter((time) => time > 0)
  const isTooLong = idle.warn > 0 && closesBefore.some((time) => time <= idle.warn)
  return (
    <div class="settings-fields">
      <Select
        label={t('idle.bot')}
        hint={t('idle.botHint')}
        value={String(idle.bot)}
        options={optionsOf('bot')}
        hook="idle-bot"
        onChange={(value) => set({ idle: { ...idle, bot: Number(value) } })}
      />
      <Select
        label={t('idle.human')}
        hint={t('idle.humanHint')}
        value={String(idle.human)}
        options={optionsOf('human')}
        hook="idle-human"
        onChange={(value) => set({ idle: { ...idle, human: Number(value) } })}
      />
      <Select
        label={t('idle.warn')}
        hint={t('idle.warnHint')}
        value={String(idle.warn)}
        options={optionsOf('warn')}
        hook="idle-warn"
        onChange={(value) => set({ idle: { ...idle, warn: Number(value) } })}
      />
      {isTooLong && <p class="callout">{t('idle.warnTooLong')}</p>}
    </div>
  )
}
