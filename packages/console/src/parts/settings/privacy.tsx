/** Links that stand before the first message (WG-5), and what is kept of a page's address. */
import { addWords, t } from '../../locale.ts'
import { Field, Switch } from '../field.tsx'
import { later } from '../later.tsx'
import type { SectionProps } from './section.ts'

const ConsentFields = later<SectionProps>(async () => {
  await addWords('forms')
  return (await import('./consent.tsx')).ConsentFields
})

export function PrivacySection(props: SectionProps) {
  const { settings, set, faultAt = () => null } = props
  const { links } = settings
  const wrong = (name: keyof typeof links) => {
    const isLink = links[name] === '' || /^https?:\/\/[^\s/]/i.test(links[name])
    return isLink && faultAt(`/links/${name}`) === null ? null : t('privacy.linkWrong')
  }
  return (
    <div class="settings-fields">
      <Field
        label={t('privacy.policy')}
        type="url"
        dir="ltr"
        placeholder="https://shop.example/privacy"
        value={links.privacy}
        error={wrong('privacy')}
        hook="link-privacy"
        onInput={(privacy) => set({ links: { ...links, privacy: privacy.trim() } })}
      />
      <Field
        label={t('privacy.terms')}
        type="url"
        dir="ltr"
        placeholder="https://shop.example/terms"
        value={links.terms}
        error={wrong('terms')}
        hook="link-terms"
        onInput={(terms) => set({ links: { ...links, terms: terms.trim() } })}
      />
      <Switch
        label={t('privacy.query')}
        hint={t('privacy.queryHint')}
        isOn={settings.pageQuery}
        hook="page-query"
        onChange={(pageQuery) => set({ pageQuery })}
      />
      <ConsentFields {...props} />
    </div>
  )
}
