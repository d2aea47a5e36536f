/** The notice at the top of the panel (WG-7), a site's or a plan's. */
import type { NoticeBar } from '@foyer/protocol'
import { t } from '../../locale.ts'
import { Field, Segments, Switch } from '../field.tsx'
import { TextsField, type Writing } from './texts-field.tsx'

interface NoticeFieldsProps {
  notice: NoticeBar
  writing: Writing
  faultAt: (path: string) => string | null
  onChange: (notice: NoticeBar) => void
}

export function NoticeFields({ notice, writing, faultAt, onChange }: NoticeFieldsProps) {
  const { link } = notice
  const set = (some: Partial<NoticeBar>) => onChange({ ...notice, ...some })
  return (
    <>
      <Switch label={t('notice.on')} isOn={notice.isOn} hook="notice-on" onChange={(isOn) => set({ isOn })} />
      {notice.isOn && (
        <>
          <TextsField
            label={t('notice.text')}
            texts={notice.text}
            writing={writing}
            maxLength={300}
            isLong
            error={faultAt('/text')}
            hook="notice-text"
            onChange={(text) => set({ text })}
          />
          <Segments
            label={t('notice.tone')}
            value={notice.tone}
            options={[
              { value: 'info', label: t('notice.info') },
              { value: 'warning', label: t('notice.warning') },
            ]}
            hook="notice-tone"
            onChange={(tone) => set({ tone })}
          />
          <Field
            label={t('notice.url')}
            hint={t('notice.urlHint')}
            type="url"
            dir="ltr"
            maxLength={2_000}
            value={link.url}
            error={faultAt('/link/url')}
            hook="notice-url"
            onInput={(url) => set({ link: { ...link, url: url.trim() } })}
          />
          {link.url !== '' && (
            <TextsField
              label={t('notice.label')}
              texts={link.label}
              writing={writing}
              maxLength={60}
              error={faultAt('/link/label')}
              hook="notice-label"
              onChange={(label) => set({ link: { ...link, label } })}
            />
          )}
          <Switch
            label={t('notice.canClose')}
            hint={t('notice.canCloseHint')}
            isOn={notice.canClose}
            onChange={(canClose) => set({ canClose })}
          />
        </>
      )}
    </>
  )
}
