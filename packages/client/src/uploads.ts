/**
 * Sends one file over HTTP, with progress where the browser can tell it. Refusals come back as the protocol's
 * errors, never as exceptions; whoever asked decides whether to try again.
 */
import type { ErrorAnswer, ErrorCode, FileRef, ProtocolError, UploadAnswer } from '@foyer/protocol'

export interface Sending {
  done: Promise<{ file: FileRef } | { error: ProtocolError }>
  cancel(): void
}

export interface UploadRequest {
  /** Origin of the server. */
  url: string
  name: string
  file: Blob
  /** Agents name the site. */
  site?: string
  /** Null: the session's cookie serves. */
  token: string | null
  progress(sent: number): void
}

const codes: Record<number, ErrorCode> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  413: 'too_large',
  415: 'unsupported_type',
  429: 'rate_limited',
}

export function sendFile({ url, name, file, site, token, progress }: UploadRequest): Sending {
  const query = new URLSearchParams({ name, ...(site && { site }) })
  const address = `${url.replace(/\/$/, '')}/v1/files?${query}`
  const headers: Record<string, string> = { 'content-type': file.type || 'application/octet-stream' }
  if (token) headers.authorization = `Bearer ${token}`

  if (typeof XMLHttpRequest === 'undefined') {
    const abort = new AbortController()
    const done = fetch(address, { method: 'POST', headers, body: file, signal: abort.signal })
      .then(async (response) => read(response.status, await response.text()))
      .catch(() => read(0, ''))
    return { done, cancel: () => abort.abort() }
  }

  // fetch cannot tell how much of a body has gone out.
  const request = new XMLHttpRequest()
  request.open('POST', address)
  for (const header in headers) request.setRequestHeader(header, headers[header]!)
  request.upload.onprogress = ({ loaded }) => progress(loaded)
  const done = new Promise<ReturnType<typeof read>>((resolve) => {
    request.onloadend = () => resolve(read(request.status, request.responseText))
  })
  request.send(file)
  return { done, cancel: () => request.abort() }
}

function read(status: number, text: string): { file: FileRef } | { error: ProtocolError } {
  let answer: Partial<UploadAnswer & ErrorAnswer> = {}
  try {
    answer = JSON.parse(text)
  } catch {
    // A proxy's page, or nothing at all: the status says what there is to say.
  }
  if (answer.file) return { file: answer.file }
  return { error: answer.error ?? { code: codes[status] ?? 'unavailable', message: `HTTP ${status}` } }
}
