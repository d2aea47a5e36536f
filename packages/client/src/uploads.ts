/**
 * Sends one file over HTTP, with progress where the browser can tell it. Refusals come back as the protocol's
 * errors, never as exceptions; whoever asked decides whether to try again. Fetched with the first file.
 */
import type { ErrorAnswer, ErrorCode, FileRef, ProtocolError, UploadAnswer } from '@foyer/protocol'

export type UploadResult = { file: FileRef; error?: undefined } | { file?: undefined; error: ProtocolError }

export interface UploadRequest {
  /** Origin of the server. */
  url: string
  name: string
  file: Blob
  /** Agents name the site. */
  site?: string
  /** What the visitor agreed to, where the site asks. */
  consent?: string | null | undefined
  /** Null: the session's cookie serves. */
  token: string | null
  /** Bytes that the server takes. */
  limit: number
  signal: AbortSignal
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

export async function sendFile(request: UploadRequest): Promise<UploadResult> {
  const { url, name, file, site, consent, token, limit, signal, progress } = request
  if (file.size > limit) return { error: { code: 'too_large', message: `Over ${limit} bytes` } }
  // Given up while the token was awaited: an abort that has been fires no more.
  if (signal.aborted) return read(0, '')
  const query = new URLSearchParams({ name, ...(site && { site }), ...(consent && { consent }) })
  const address = `${url.replace(/\/$/, '')}/v1/files?${query}`
  const headers: Record<string, string> = { 'content-type': file.type || 'application/octet-stream' }
  if (token) headers.authorization = `Bearer ${token}`

  if (typeof XMLHttpRequest === 'undefined') {
    try {
      const response = await fetch(address, { method: 'POST', headers, body: file, signal })
      return read(response.status, await response.text())
    } catch {
      return read(0, '')
    }
  }

  // fetch cannot tell how much of a body has gone out.
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    for (const header in headers) request.setRequestHeader(header, headers[header]!)
    request.upload.onprogress = ({ loaded }) => progress(loaded)
    request.onloadend = () => resolve(read(request.status, request.responseText))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function read(status: number, text: string): UploadResult {
  let answer: Partial<UploadAnswer & ErrorAnswer> = {}
  try {
    answer = JSON.parse(text)
  } catch {
    // A proxy's page, or nothing at all: the status says what there is to say.
  }
  if (answer.file) return { file: answer.file }
  return { error: answer.error ?? { code: codes[status] ?? 'unavailable', message: `HTTP ${status}` } }
}
