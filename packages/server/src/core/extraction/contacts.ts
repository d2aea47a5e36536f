/** E-mail addresses, WeChat ids and QQ numbers in what somebody wrote. Every repetition has a bound. */

const email =
  /(?<![\w.%+\-/:])[a-z0-9_][a-z0-9._%+-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?![\w@-]|\.[a-z0-9])/i

export function emailIn(text: string): string | null {
  if (!text.includes('@')) return null
  const found = email.exec(text)?.[0]
  return found === undefined || found.includes('..') ? null : found.toLowerCase()
}

const wechat =
  /(?:微信|威信|薇信|加v|v信|(?<![a-z0-9])(?:we ?chat|weixin|vx|wx))([号號]?[ ]?(?:id|账号|帐号)?[ ]{0,2}(?:(?:是|为|叫|is)|[:：=])?[ ]{0,2})([a-z][a-z0-9_-]{5,19}|1[3-9]\d{9})(?![a-z0-9_-])/i

/** Only where it is named as one; a mere word after the name is taken only behind a colon or "is". */
export function wechatIn(text: string): string | null {
  const found = wechat.exec(text)
  if (found === null) return null
  const [, link = '', id = ''] = found
  if (/^\d+$/.test(id)) return id
  const isSaid = /[:：=是为叫]/.test(link) || (/\bis\b/i.test(link) && /id/i.test(link))
  return /[\d_-]/.test(id) && !/^[a-z]+-[a-z]+$/i.test(id) ? id : isSaid && !isPlain(id) ? id : null
}

/** Words that people write after the name of the app. */
function isPlain(id: string): boolean {
  return /^(?:payment|account|number|please|wallet|support|service|message|contact|available|required|official|unavailable|working|banned|blocked|invalid|already|linked)s?$/i.test(
    id,
  )
}

const qq =
  /(?:(?<![a-z0-9])qq|扣扣|企鹅号)[号號]?[ ]{0,2}(?:是|为|is|[:：=])?[ ]{0,2}([1-9]\d{4,10})(?![\d.@]|[个元块张])/i

export function qqIn(text: string): string | null {
  return qq.exec(text)?.[1] ?? null
}
