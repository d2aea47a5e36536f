/** The script tag to copy, and how to see that it works. */
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { writeRoute } from '../../models/route.ts'
import { copyText } from '../copy.ts'
import { Icon } from '../icon.tsx'
import type { SectionProps } from './section.ts'

export function InstallSection({ site, settings }: SectionProps) {
  const { notices } = useConsole()
  const tag = `<script src="${location.origin}/foyer.js" data-site="${site}" async></script>`
  return (
    <div class="settings-fields is-wide">
      <div class="snippet">
        <pre dir="ltr" data-foyer="script-tag">
          {tag}
        </pre>
        <button
          type="button"
          class="button primary"
          data-foyer="copy-script"
          onClick={() => void copyText(tag, notices)}
        >
          <Icon name="copy" size={15} />
          {t('copy')}
        </button>
      </div>
      <ol class="steps">
        <li>{t('install.paste')}</li>
        <li>
          {t('install.origins')}{' '}
          <span class="chips">
            {settings.origins.map((origin) => (
              <span key={origin} class="chip" dir="ltr">
                {origin}
              </span>
            ))}
          </span>{' '}
          <a href={writeRoute({ screen: 'settings', site, section: 'origins' })} data-foyer="to-origins">
            {t('settings.origins')}
          </a>
        </li>
        <li>{t('install.open')}</li>
      </ol>
      {!settings.enabled && <p class="callout">{t('install.off')}</p>}
    </div>
  )
}
