/** Headers that every answer carries, and the policies of the documents among them. */
import type { FastifyReply } from 'fastify'

/** For answers that are data: nothing in them runs, wherever they are opened. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

export function setUsualHeaders(reply: FastifyReply, url: string): void {
  reply.header('x-content-type-options', 'nosniff')
  reply.header('referrer-policy', 'no-referrer')
  reply.header('content-security-policy', dataPolicy)
  reply.header('cross-origin-resource-policy', 'same-origin')
  reply.header('x-frame-options', 'DENY')
  if (url.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000')
}

/** For the console and the demo page: own scripts and styles only, no markup from text, in no frame. */
export function setDocumentHeaders(reply: FastifyReply, url: string): void {
  // Older Safari does not take a socket to the own origin for 'self'.
  const socket = url.replace(/^http/, 'ws')
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
  reply.header('content-security-policy', policy)
  reply.header('cross-origin-opener-policy', 'same-origin')
  reply.header('permissions-policy', 'camera=(), geolocation=(), payment=(), usb=()')
}
