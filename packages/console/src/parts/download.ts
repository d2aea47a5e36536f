/**
 * Takes a file from an address of ours, which names it: by a link and not by going there, which would ask whether
 * what is unsaved may be lost.
 */
export function download(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  link.click()
}
