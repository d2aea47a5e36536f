/** What stands around the conversation (WG-6, WG-7), shown as the visitor will see it. */
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import { MenuFields } from '../around/menu-fields.tsx'
import { NoticeFields } from '../around/notice-fields.tsx'
import { LanguageSelect } from '../around/texts-field.tsx'
import { Preview } from './preview.tsx'
import type { SectionProps } from './section.ts'

export function AroundSection({ site, settings, set, faultAt = () => null }: SectionProps) {
  const { menu, notice } = settings
  const tag = useSignal(settings.locale)
  const writing = { tag: tag.value, main: settings.locale }
  const written = [...Object.keys(notice.text), ...menu.flatMap(({ label }) => Object.keys(label))]
  return (
    <div class="with-preview">
      <div class="settings-fields">
        <LanguageSelect
          writing={writing}
          written={written}
          onChange={(next) => {
            tag.value = next
          }}
        />
        <fieldset>
          <legend>{t('notice.title')}</legend>
          <NoticeFields
            notice={notice}
            writing={writing}
            faultAt={(path) => faultAt(`/notice${path}`)}
            onChange={(next) => set({ notice: next })}
          />
        </fieldset>
        <fieldset>
          <legend>{t('menu.title')}</legend>
          <MenuFields
            site={site}
            menu={menu}
            writing={writing}
            faultAt={(path) => faultAt(`/menu${path}`)}
            onChange={(next) => set({ menu: next })}
          />
        </fieldset>
      </div>
      <Preview site={site} settings={settings} locale={tag.value} screen="thread" />
    </div>
  )
}
