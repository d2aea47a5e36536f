/** The `Content-Disposition` of a download (RFC 6266, RFC 8187), for a name that is fit to be shown. */

export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  // For clients that know only the old form: what they cannot read becomes an underscore.
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`
}
