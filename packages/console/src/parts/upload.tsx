/** A file on its way: how far it is, and cancel, or why it failed, and try again. */
import type { Upload as UploadItem } from '@foyer/client'
import { cleanName, formatSize } from '@foyer/widget/text'
import { locale, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { FileName } from './body.tsx'
import { Icon } from './icon.tsx'
import { errorText } from './words.ts'

export function Upload({ upload, open }: { upload: UploadItem; open: OpenThread }) {
  const { key, size, sent, state, error, preview } = upload
  const name = cleanName(upload.name)
  const share = size > 0 ? Math.min(1, sent / size) : 0
  return (
    <article class="message ours first last" data-foyer="upload" data-state={state} aria-label={name}>
      <div class="message-column">
        <div class="message-line">
          <div class="bubble upload">
            {preview === undefined ? (
              <span class="body-file-icon">
                <Icon name="file" size={20} />
              </span>
            ) : (
              <img class="upload-preview" src={preview} alt="" />
            )}
            <span class="body-file-text">
              <FileName name={name} />
              <span class="body-file-size">
                {state === 'uploading'
                  ? t('upload.progress', {
                      sent: formatSize(sent, locale.value),
                      size: formatSize(size, locale.value),
                    })
                  : formatSize(size, locale.value)}
              </span>
              {state === 'uploading' && (
                <progress class="upload-bar" max={1} value={share} aria-label={t('upload.label', { name })} />
              )}
            </span>
            <button
              type="button"
              class="icon-button"
              aria-label={t(state === 'uploading' ? 'upload.cancel' : 'remove')}
              data-foyer="upload-cancel"
              onClick={() => open.thread.remove(key)}
            >
              <Icon name="close" size={15} />
            </button>
          </div>
        </div>
        {state === 'failed' && (
          <div class="message-meta is-failed" role="alert">
            <Icon name="warning" size={13} />
            <span>{error === undefined ? t('state.failed') : errorText(error)}</span>
            <button type="button" data-foyer="retry" onClick={() => open.thread.retry(key)}>
              {t('retry')}
            </button>
          </div>
        )}
      </div>
    </article>
  )
}
